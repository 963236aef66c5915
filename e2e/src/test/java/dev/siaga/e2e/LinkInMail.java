package dev.siaga.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** The link of a page, as a mail scanner and then its reader treat it. */
final class LinkInMail implements AutoCloseable {
  private static final Pattern FORM =
      Pattern.compile(
          "<form[^>]*method=\"post\"[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("name=\"([^\"]+)\"");
  private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");
  private static final Pattern FIELD = Pattern.compile("<(?:input|button)[^>]*>");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI link;

  LinkInMail(URI link) {
    this.link = link;
  }

  /** Opens it with this method and returns the page. */
  String open(String method) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(link).method(method, BodyPublishers.noBody()).build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(method + " " + link + ": " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  /** Sends the page's first form, as a browser does when its button is pressed. */
  int press() throws IOException, InterruptedException {
    var page = open("GET");
    var form = FORM.matcher(page);
    if (!form.find()) {
      throw new AssertionError("no form to press in " + page);
    }
    var target = link.resolve(form.group(1));
    var request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", target.getScheme() + "://" + target.getAuthority())
            .POST(BodyPublishers.ofString(fields(form.group(2))))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static String fields(String form) {
    var fields = new ArrayList<String>();
    FIELD
        .matcher(form)
        .results()
        .map(field -> field.group())
        .forEach(field -> {
          var name = NAME.matcher(field);
          var value = VALUE.matcher(field);
          if (name.find()) {
            fields.add(
                encoded(name.group(1)) + "=" + (value.find() ? encoded(value.group(1)) : ""));
          }
        });
    return String.join("&", fields);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
