package io.github.vmimage.packer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a file or a block contains.
 *
 * @param attributes in order
 * @param blocks in order
 */
public record Body(List<Attribute> attributes, List<Block> blocks) {

  /** Copies the lists. */
  public Body {
    attributes = List.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }

  /**
   * Looks up an attribute.
   *
   * @param name its name
   * @return its value
   */
  public Optional<Value> get(String name) {
    return attributes.stream().filter(a -> a.name().equals(name)).map(Attribute::value).findFirst();
  }

  /**
   * Blocks of one type.
   *
   * @param type the first word
   * @return the blocks, in order
   */
  public Stream<Block> blocks(String type) {
    return blocks.stream().filter(b -> b.type().equals(type));
  }
}
