/**
 * Ansible: the roles that the plugin ships ({@link io.github.vmimage.ansible.AnsibleRoles}), the environment of every Ansible program
 * ({@link io.github.vmimage.ansible.AnsibleEnvironment}), its linters ({@link io.github.vmimage.ansible.AnsibleSyntaxCheck} and
 * {@link io.github.vmimage.ansible.AnsibleLint}), the rules over its files ({@link io.github.vmimage.ansible.AnsiblePolicy}), and what its
 * output means ({@link io.github.vmimage.ansible.AnsibleRecap}).
 *
 * <p>Ansible is started in a guest by Packer, not from here. What the roles do is written in the resource folder {@code roles}.
 */
package io.github.vmimage.ansible;
