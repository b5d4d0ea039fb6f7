package io.github.vmimage.disk;

/**
 * A partition as the table tells it.
 *
 * @param number counted from 1; 0 stands for a disk without a partition table
 * @param start first byte
 * @param size length in bytes
 * @param type GPT type in capitals, or MBR type as two hexadecimal digits; empty for number 0
 */
record Partition(int number, long start, long size, String type) {

  @Override
  public String toString() {
    return number == 0 ? "whole disk" : "partition " + number;
  }
}
