package dev.siaga.web;

import dev.siaga.accounts.Principal;
import dev.siaga.kernel.Refusal;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to a page: who asks, what was typed, and what every page shows.
 *
 * @param address whence it came, past the proxies that are trusted
 * @param cookie of the session, or of a visitor who has not signed in; forms are bound to it
 */
record Visit(
    ServerRequest request,
    Frame frame,
    Form form,
    String address,
    String cookie,
    @Nullable Principal principal) {

  Principal reader() {
    if (principal == null) {
      throw new IllegalStateException("a page without sign-in asked for its reader");
    }
    return principal;
  }

  String segment(String name) {
    return request.path().pathParameters().get(name);
  }

  Optional<String> query(String name) {
    return request.query().first(name).asOptional().filter(value -> !value.isBlank());
  }

  String userLanguage() {
    return request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse("");
  }

  String said(Refusal refusal) {
    return frame.say(refusal.reason());
  }
}
