package dev.siaga.api;

import java.util.List;
import java.util.stream.Stream;

/** The tables of all capabilities together. */
interface Endpoints {
  /** In the order in which the document describes them. */
  List<Endpoint> ALL =
      Stream.<Endpoint[]>of(
              AboutEndpoint.values(),
              IncidentEndpoint.values(),
              AlertEndpoint.values(),
              ConfigurationEndpoint.values(),
              PeopleEndpoint.values())
          .flatMap(Stream::of)
          .toList();

  /** What can be done at an address; nothing where nothing is. */
  static List<String> methodsAt(String fullPath) {
    return ALL.stream()
        .filter(
            each -> fullPath.matches(Endpoint.PLACE.matcher(each.fullPath()).replaceAll("[^/]+")))
        .map(Endpoint::method)
        .sorted()
        .toList();
  }
}
