package dev.siaga.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One Siaga a data folder: a lock that the operating system frees however this process ends. */
final class DataFolderLock implements AutoCloseable {
  private static final String FILE = "siaga.lock";

  private final FileChannel channel;

  private DataFolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static DataFolderLock take(Path dataFolder) {
    var file = dataFolder.resolve(FILE);
    try {
      Files.createDirectories(dataFolder);
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(channel, file);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
      return new DataFolderLock(channel);
    } catch (IOException failure) {
      throw new StorageStartFault("Siaga may not write to " + file + ".", failure);
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    try {
      if (channel.tryLock() == null) {
        channel.close();
        throw taken(file, "process " + Files.readString(file).strip());
      }
    } catch (OverlappingFileLockException heldHere) {
      // Not closed on purpose: closing any channel of a file frees all locks that this process has
      // on it, also the one that is held.
      throw taken(file, "this very process");
    }
  }

  private static StorageStartFault taken(Path file, String holder) {
    return new StorageStartFault(
        "Another Siaga (%s) is using the data folder %s. Stop it, or set SIAGA_DATA to another folder."
            .formatted(holder, file.getParent()));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("failed freeing the data folder", failure);
    }
  }
}
