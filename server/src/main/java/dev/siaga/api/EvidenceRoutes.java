package dev.siaga.api;

import dev.siaga.incidents.EvidenceContent;
import dev.siaga.incidents.EvidenceId;
import dev.siaga.incidents.Incident;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.Upload;
import dev.siaga.kernel.IncidentId;
import io.helidon.http.HeaderNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Files that are attached to incidents. */
final class EvidenceRoutes implements Routes {
  private final Incidents incidents;

  EvidenceRoutes(Incidents incidents) {
    this.incidents = incidents;
  }

  @Override
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        IncidentEndpoint.ATTACH_FILE, this::attach, IncidentEndpoint.SHOW_FILE, this::show);
  }

  private Reply attach(Call call) {
    var id = IncidentRoutes.id(incidents, call);
    return call.answer(
        incidents.attachFile(id, call.actor(), upload(call)),
        incident -> IncidentRoutes.shown(call, 200, incident));
  }

  private static Upload upload(Call call) {
    var contentType = call.header(HeaderNames.CONTENT_TYPE);
    if (Multipart.isMultipart(contentType)) {
      return Multipart.read(contentType, call.bytes(), true)
          .upload()
          .orElseThrow(() -> Refused.invalid("file", "api.required", "file"));
    }
    var name = Objects.requireNonNullElse(call.query("fileName"), "file");
    return new Upload(
        name,
        Objects.requireNonNullElse(call.query("title"), name),
        Objects.requireNonNullElse(call.query("source"), ""),
        call.bytes());
  }

  /** Always for keeping, never for showing: a file must not run in the place of our pages. */
  private Reply show(Call call) {
    var id = IncidentRoutes.id(incidents, call);
    var evidence = evidence(call);
    var file = incidents.file(id, evidence).orElseThrow(Refused::notFound);
    return Reply.of(200, file.contentType(), file.body())
        .with("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(id, evidence))
        .with("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  private static EvidenceId evidence(Call call) {
    var text = call.path("evidence");
    if (!text.matches("\\d{1,9}")) {
      throw Refused.notFound();
    }
    return new EvidenceId(Integer.parseInt(text));
  }

  private String encoded(IncidentId id, EvidenceId evidence) {
    var name =
        incidents.find(id).stream()
            .flatMap(incident -> incident.evidence().stream())
            .filter(each -> each.id().equals(evidence))
            .map(Incident.Evidence::content)
            .filter(EvidenceContent.File.class::isInstance)
            .map(content -> ((EvidenceContent.File) content).fileName())
            .findFirst()
            .orElse("file");
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
