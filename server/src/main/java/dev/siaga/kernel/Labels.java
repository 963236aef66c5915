package dev.siaga.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

  @JsonCreator
  public static Labels of(Map<String, String> labels) {
    var sorted = new TreeMap<String, String>();
    labels.forEach((name, value) -> {
      if (!value.isEmpty()) {
        sorted.put(name, value);
      }
    });
    return new Labels(sorted);
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
    var digest = digest();
    map.forEach((name, value) -> {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0xFF);
      digest.update(value.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0xFE);
    });
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }
}
