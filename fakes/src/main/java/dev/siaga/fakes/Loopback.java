package dev.siaga.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts raw connections on loopback, each on a virtual thread of its own. */
final class Loopback implements AutoCloseable {
  private static final int BACKLOG_COUNT = 512;

  private final ServerSocket server;
  private final Conversation conversation;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What is said on one connection; a failed one is the other side's business. */
  interface Conversation {
    void hold(Wire wire) throws IOException;
  }

  Loopback(int port, Conversation conversation) {
    this.conversation = conversation;
    try {
      server = new ServerSocket(port, BACKLOG_COUNT, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("failed listening on loopback port " + port, e);
    }
    Thread.ofVirtual().name("accepts on " + port()).start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return accepted.get();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("failed closing port " + port(), e);
    } finally {
      open.forEach(Loopback::closeQuietly);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        socket.setTcpNoDelay(true);
        accepted.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException _) {
        // Closed by us, or the other side was gone before we looked: the loop's condition decides.
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      if (closing.getCount() > 0) {
        conversation.hold(new Wire(socket, closing));
      }
    } catch (IOException _) {
      // The other side hung up or we were closed: what it did is in the record of what was seen.
    } finally {
      open.remove(socket);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It was on its way out anyway.
    }
  }
}
