package io.github.vmimage.packer;

import io.github.vmimage.report.PathNames;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where and how to run one build.
 *
 * @param staging working folder and template
 * @param outputDirectory where file builders write; must not exist, unless an earlier run made it
 * @param cacheDirectory Packer's cache; shared by all builds of a machine, because Packer keeps its locks of ports there
 * @param scratch folder for the file of variables; only this build's
 * @param log gets all that Packer says, as a person reads it, with the seconds since the start
 * @param environment more environment variables, such as those for Ansible
 * @param serial where the template has the guest's serial console kept, if it does
 * @param limits how long it may take
 * @param names how files of the working folder are called in messages
 * @param guest gets the lines of the guest
 */
public record BuildRequest(TemplateStaging staging, Path outputDirectory, Path cacheDirectory, Path scratch, Path log,
    Path serial, Map<String, String> environment, TimeLimits limits, PathNames names, GuestListener guest) {}
