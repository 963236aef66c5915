package dev.siaga.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Request bodies like those that a Prometheus sends, the same for both sides. */
final class Bodies {
  private Bodies() {}

  /** The same {@code alerts} alerts over and over, {@code size} a request. */
  static IntFunction<byte[]> repeating(int alerts, int size) {
    List<byte[]> bodies = new ArrayList<>();
    for (int first = 0; first < alerts; first += size) {
      bodies.add(body("repeat", first, size, "warning"));
    }
    return n -> bodies.get(Math.floorMod(n, bodies.size()));
  }

  /** Alerts that nobody has seen, {@code size} a request. */
  static IntFunction<byte[]> allNew(String run, int size) {
    return n -> body(run, n * size, size, "warning");
  }

  static byte[] body(String run, int first, int size, String severity) {
    var json = new StringBuilder(size * 420).append('[');
    for (int i = first; i < first + size; i++) {
      if (i > first) {
        json.append(',');
      }
      alert(json, run, i, severity, "bench");
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] one(String run, int n, String severity, String service) {
    var json = new StringBuilder("[");
    alert(json, run, n, severity, service);
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void alert(
      StringBuilder json, String run, int n, String severity, String service) {
    json.append("{\"labels\":{\"alertname\":\"HighErrorRate-").append(run).append('-').append(n);
    json.append("\",\"instance\":\"10.0.").append(n / 250 % 250).append('.').append(n % 250);
    json.append(":9100\",\"job\":\"shop\",\"namespace\":\"production\",\"pod\":\"shop-").append(n);
    json.append("\",\"service\":\"").append(service).append("\",\"severity\":\"").append(severity);
    json.append("\"},\"annotations\":{\"summary\":\"HighErrorRate-")
        .append(run)
        .append('-')
        .append(n);
    json.append(": above 5 %\",\"description\":\"More than one request in twenty fails.\"},");
    json.append("\"generatorURL\":\"http://prometheus-0:9090/graph?g0.expr=up\"}");
  }
}
