package dev.siaga.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels of an alert: names in order, without those whose value is empty (Prometheus treats an
 * empty label as one that is not there).
 */
public record Labels(@JsonValue SortedMap<String, String> map) {
  public static final Labels NONE = new Labels(Collections.emptySortedMap());
  private static final int BYTES_EXPECTED = 512;

  @JsonCreator
  public static Labels of(Map<String, String> labels) {
    return ofOwn(new TreeMap<>(labels));
  }

  /** Without a copy: the map is in order, and from here on it is the labels' own. */
  public static Labels ofOwn(SortedMap<String, String> labels) {
    labels.values().removeIf(String::isEmpty);
    return new Labels(labels);
  }

  public Labels {
    map = Collections.unmodifiableSortedMap(map);
  }

  /** The value, or the empty string: an absent label and an empty one are the same. */
  public String get(String name) {
    return map.getOrDefault(name, "");
  }

  /**
   * SHA-256 over the names and values in order, each ended by a byte that UTF-8 never holds, so
   * that no two label sets run together into the same bytes.
   */
  public byte[] sha256() {
    var bytes = new ByteArrayOutputStream(BYTES_EXPECTED);
    map.forEach((name, value) -> {
      bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      bytes.write(0xFF);
      bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
      bytes.write(0xFE);
    });
    return Sha256.of(bytes.toByteArray());
  }
}
