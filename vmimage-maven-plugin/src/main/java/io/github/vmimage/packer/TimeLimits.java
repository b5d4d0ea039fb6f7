package io.github.vmimage.packer;

import java.time.Duration;

/**
 * How long a build may take.
 *
 * @param boot from the moment at which Packer waits for the guest until it is in, in each build of the template
 * @param provisioning from then until the guest is told to shut down, in each build of the template
 * @param whole the run of Packer, from its start to its end
 */
public record TimeLimits(Duration boot, Duration provisioning, Duration whole) {}
