package io.github.vmimage.upstream;

import io.github.vmimage.process.Tool;

/** An image in a cloud, which no bytes are fetched of: its owner, and the cloud's word for it, are what is proven. */
public sealed interface CloudUpstream extends Upstream permits AmiUpstream, AzureImageUpstream, GceImageUpstream {

  /**
   * The cloud's own program, which brings the user's credentials, profiles and single sign-on along.
   *
   * @return the tool that is asked
   */
  Tool tool();

  /**
   * Where the image is, for people and for the manifest.
   *
   * @return one line, such as {@code ami-0123456789abcdef0 in eu-central-1}
   */
  String location();

  /**
   * What the image must run on.
   *
   * @return {@code x86_64} or {@code arm64}
   */
  String architecture();
}
