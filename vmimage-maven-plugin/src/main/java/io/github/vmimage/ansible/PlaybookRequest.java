package io.github.vmimage.ansible;

import io.github.vmimage.report.PathNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a playbook.
 *
 * @param module folder in which Ansible runs, as in a build
 * @param playbook its file
 * @param host where it is applied
 * @param settings what the build's template adds
 * @param environment from {@link AnsibleEnvironment#variables()}
 * @param scratch an existing folder for the inventory; only this run's
 * @param log gets all that Ansible says
 * @param limit after which the run is stopped
 * @param traces of the test where this run is to show that there is nothing left to change; each change is then told with its difference
 *     and judged
 * @param names how files of the module are called in the result
 */
public record PlaybookRequest(Path module, Path playbook, PlaybookHost host, PlaybookSettings settings, Map<String, String> environment,
    Path scratch, Path log, Duration limit, Optional<TestTraces> traces, PathNames names) {}
