package dev.siaga.api;

import java.io.OutputStream;

/** Takes bytes whose number is known, without a copy: a file may be most of the memory. */
final class ExactBytes extends OutputStream {
  private final byte[] bytes;
  private int count;

  ExactBytes(int size) {
    this.bytes = new byte[size];
  }

  @Override
  public void write(int b) {
    bytes[count++] = (byte) b;
  }

  @Override
  public void write(byte[] more, int offset, int length) {
    System.arraycopy(more, offset, bytes, count, length);
    count += length;
  }

  byte[] bytes() {
    return bytes;
  }
}
