package io.github.vmimage.packer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From which of its settings a builder takes what it starts from, as its documentation says. {@code docs/upstreams.md} shows the same
 * table to people.
 *
 * @param types the builders
 * @param images settings that name a disk, image, snapshot, ISO, box or container
 * @param finders settings and blocks with which the builder looks one up when it runs
 * @param empty settings and blocks that let it start from an empty disk
 * @param downloads whether Packer tells which file it opened for {@code images}
 */
record BuilderInputs(Pattern types, List<String> images, List<String> finders, List<String> empty, boolean downloads) {
  /** Builders that make no image of a machine: a text of the template's own, or nothing. */
  private static final Pattern NOTHING = Pattern.compile("null");

  private static final List<BuilderInputs> ALL = List.of(
      downloading("qemu", "iso_url", "iso_urls"),
      downloading("virtualbox-iso|vmware-iso|parallels-iso|hyperv-iso", "iso_url", "iso_urls"),
      downloading("virtualbox-ovf", "source_path"),
      images("vmware-vmx|parallels-pvm|parallels-macvm", "source_path"),
      images("parallels-ipsw", "ipsw_url", "ipsw_urls"),
      images("virtualbox-vm", "vm_name"),
      images("hyperv-vmcx", "clone_from_vmcx_path", "clone_from_vm_name"),
      downloading("vsphere-iso", "iso_url", "iso_urls", "iso_paths"),
      images("vsphere-clone", "template", "remote_source"),
      downloading("proxmox|proxmox-iso", "iso_url", "iso_urls", "iso_file", "boot_iso"),
      images("proxmox-clone", "clone_vm", "clone_vm_id"),
      images("docker", "image"),
      images("lxd|incus", "image"),
      images("lxc", "template_name"),
      images("vagrant", "source_path", "global_id"),
      images("file", "source"),
      new BuilderInputs(Pattern.compile("amazon-(ebs|ebssurrogate|ebsvolume|instance|chroot)"), List.of("source_ami"),
          List.of("source_ami_filter"), List.of("from_scratch"), false),
      new BuilderInputs(Pattern.compile("azure-arm|azure-dtl"), List.of("image_url", "custom_managed_image_name"),
          List.of("shared_image_gallery", "shared_gallery_image", "community_gallery_image"), List.of(), false),
      new BuilderInputs(Pattern.compile("azure-chroot"), List.of("source"), List.of(), List.of("from_scratch"), false),
      finding("googlecompute", List.of("source_image"), "source_image_family"),
      finding("openstack", List.of("source_image", "source_image_name", "external_source_image_url"), "source_image_filter"),
      images("digitalocean|linode|scaleway|jdcloud|profitbricks", "image"),
      finding("hcloud", List.of("image"), "image_filter"),
      images("vultr", "os_id", "snapshot_id", "iso_id", "iso_url", "app_id", "image_id"),
      finding("oracle-oci", List.of("base_image_ocid"), "base_image_filter"),
      images("oracle-classic", "source_image_list"),
      finding("alicloud-ecs", List.of("source_image"), "image_family"),
      finding("tencentcloud-cvm", List.of("source_image_id"), "source_image_name"),
      finding("yandex", List.of("source_image_id"), "source_image_family", "source_image_name", "source_disk_id"),
      images("cloudstack", "source_template", "source_iso"),
      finding("(osc|outscale)-(bsu|bsusurrogate|bsuvolume|chroot)", List.of("source_omi"), "source_omi_filter"),
      images("ucloud-uhost", "source_image_id"),
      images("ncloud", "server_image_product_code", "server_image_no", "member_server_image_no"),
      images("oneandone", "source_image_name"),
      finding("triton", List.of("source_machine_image"), "source_machine_image_filter"));

  private static BuilderInputs images(String types, String... images) {
    return new BuilderInputs(Pattern.compile(types), List.of(images), List.of(), List.of(), false);
  }

  private static BuilderInputs downloading(String types, String... images) {
    return new BuilderInputs(Pattern.compile(types), List.of(images), List.of(), List.of(), true);
  }

  private static BuilderInputs finding(String types, List<String> images, String... finders) {
    return new BuilderInputs(Pattern.compile(types), images, List.of(finders), List.of(), false);
  }

  /** What is known of a builder. */
  static Optional<BuilderInputs> of(String builder) {
    return ALL.stream().filter(b -> b.types().matcher(builder).matches()).findFirst();
  }

  /** Every builder that is known, for the table in the docs. */
  static List<BuilderInputs> all() {
    return ALL;
  }

  /** Whether a source makes nothing that could be released, or all of it from the template's own text. */
  static boolean makesNoMachine(RunningSource source) {
    boolean text = source.type().equals("file") && source.settings(List.of("content")).findAny().isPresent()
        && source.settings(List.of("source")).findAny().isEmpty();
    return text || NOTHING.matcher(source.type()).matches();
  }
}
