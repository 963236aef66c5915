package dev.siaga.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Random;

/** Two Siagas on one database, each with its own data folder and port. */
final class TwoNodes implements AutoCloseable {
  private final Path folder;
  private final String database;
  private final Node a;
  private final Node b;

  /** Starts both at the same moment, as after a power cut, and returns when both are ready. */
  TwoNodes(Path folder, String database) throws IOException, InterruptedException {
    this.folder = folder;
    this.database = database;
    this.a = new Node("a");
    this.b = new Node("b");
    try {
      a.running.awaitReady();
      b.running.awaitReady();
    } catch (AssertionError failed) {
      close();
      throw failed;
    }
  }

  Node a() {
    return a;
  }

  Node b() {
    return b;
  }

  /** The node that calls itself so in the database. */
  Node named(String id) throws IOException {
    return id.equals(a.id()) ? a : b;
  }

  Node other(Node one) {
    return one.equals(a) ? b : a;
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }

  /** One of the two. */
  final class Node implements AutoCloseable {
    private final Path own;
    private final int port = WalkSetup.lastingPort(new Random());
    private final AlertDoor door;
    private final Client client;
    private RunningSiaga running;

    private Node(String name) throws IOException {
      this.own = Files.createDirectories(folder.resolve(name));
      this.running = begin();
      var address = URI.create("http://127.0.0.1:" + port);
      this.door = new AlertDoor(address, WalkSetup.KEY);
      this.client = new Client(address, WalkSetup.TOKEN);
    }

    RunningSiaga running() {
      return running;
    }

    AlertDoor door() {
      return door;
    }

    Client client() {
      return client;
    }

    /** With its data folder and on its port. */
    void startAgain() throws IOException, InterruptedException {
      running = begin();
      running.awaitReady();
    }

    private String id() throws IOException {
      return Files.readString(own.resolve("data").resolve("node-id")).strip();
    }

    private RunningSiaga begin() throws IOException {
      var settings = new HashMap<>(WalkSetup.administrator());
      settings.put("SIAGA_DATABASE_URL", database);
      settings.put("SIAGA_KEY_FILE", folder.resolve("shared.key").toString());
      settings.put("SIAGA_HTTP_PORT", Integer.toString(port));
      return RunningSiaga.begin(own, settings);
    }

    @Override
    public void close() {
      running.close();
      door.close();
      client.close();
    }
  }
}
