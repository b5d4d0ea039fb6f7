package io.github.vmimage.disk;

/**
 * A partition as a table tells it.
 *
 * @param number counted from 1; 0 stands for a disk without a partition table
 * @param start first byte
 * @param size length in bytes
 * @param type GPT type in capitals, or MBR type as two hexadecimal digits; empty for number 0
 * @param table the name of the table, where it is not the one that counts on this disk; empty otherwise
 */
record Partition(int number, long start, long size, String type, String table) {

  /** A partition of the table that counts. */
  Partition(int number, long start, long size, String type) {
    this(number, start, size, type, "");
  }

  /** The same, of a table that does not count. */
  Partition of(String otherTable) {
    return new Partition(number, start, size, type, otherTable);
  }

  boolean isWhereItIs(Partition other) {
    return start == other.start && size == other.size;
  }

  @Override
  public String toString() {
    return number == 0 ? "whole disk" : "partition " + number + (table.isEmpty() ? "" : " of the " + table);
  }
}
