package dev.siaga.api;

import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An address and what is done there: a line of the table of its capability. */
sealed interface Endpoint
    permits AboutEndpoint, IncidentEndpoint, AlertEndpoint, ConfigurationEndpoint, PeopleEndpoint {
  String BASE = "/api/v1";

  /** More than any form has. */
  int BODY_BYTES_MAX = 1024 * 1024;

  int APPLY_BYTES_MAX = 8 * 1024 * 1024;

  /** A file of 25 MB and what multipart puts around it. */
  int FILE_BYTES_MAX = 26 * 1024 * 1024;

  /** A file is there as it came, and taken out of its form. */
  int FILE_TIMES = 2;

  Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** Of the constant in its table. */
  String name();

  Operation operation();

  default String method() {
    return operation().method();
  }

  default Method httpMethod() {
    return Method.create(method());
  }

  default String path() {
    return operation().path();
  }

  default String fullPath() {
    return BASE + path();
  }

  /** The names of the parts that differ. */
  default List<String> places() {
    var places = new ArrayList<String>();
    var matcher = PLACE.matcher(path());
    while (matcher.find()) {
      places.add(matcher.group(1));
    }
    return places;
  }

  default Right right() {
    return operation().right();
  }

  default boolean changes() {
    return !method().equals("GET");
  }

  /** How often the body is in memory at once. */
  default int bodyTimes() {
    return operation().body().equals(Shape.FILE) ? FILE_TIMES : 1;
  }

  default int bodyBytesMax() {
    return operation().body().equals(Shape.FILE) ? FILE_BYTES_MAX : BODY_BYTES_MAX;
  }
}
