package io.github.vmimage.packer;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

  /**
   * Settings that stand together under one name, whether as a block, as an object or as a list of objects: JSON does not tell these apart,
   * and HCL2 has plugins that take either.
   *
   * @param type the name
   * @return what stands in each, blocks first
   */
  public Stream<Body> nested(String type) {
    return nested(n -> n.equals(type));
  }

  /**
   * All settings that stand together under a name, as {@link #nested(String)} has them.
   *
   * @return what stands in each, blocks first
   */
  public Stream<Body> nested() {
    return nested(n -> true);
  }

  private Stream<Body> nested(Predicate<String> named) {
    return Stream.concat(blocks.stream().filter(b -> named.test(b.type())).map(Block::body),
        attributes.stream().filter(a -> named.test(a.name())).flatMap(a -> Value.mappings(a.value()))
            .map(m -> new Body(m.entries(), List.of())));
  }
}
