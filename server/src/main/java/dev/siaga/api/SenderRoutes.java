package dev.siaga.api;

import dev.siaga.alerts.Alerts;
import dev.siaga.alerts.IntegrationSpec;
import dev.siaga.intake.Door;
import dev.siaga.intake.Intake;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import java.util.Map;

/** Who sends alerts: keys, when each was heard, and what it sent. */
final class SenderRoutes implements Routes {
  private static final String SHA256 = "[0-9a-f]{64}";

  private final Alerts alerts;
  private final Intake intake;

  SenderRoutes(Alerts alerts, Intake intake) {
    this.alerts = alerts;
    this.intake = intake;
  }

  @Override
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        AlertEndpoint.LIST_SENDERS, this::senders,
        ConfigurationEndpoint.MAKE_KEY, this::makeKey,
        ConfigurationEndpoint.LIST_KEYS, this::keys,
        ConfigurationEndpoint.REVOKE_KEY, this::revokeKey,
        ConfigurationEndpoint.LIST_BODIES, this::bodies,
        ConfigurationEndpoint.SHOW_BODY, this::body);
  }

  private Reply senders(Call call) {
    var senders = alerts.senders().stream().map(AlertJson.SenderView::of).toList();
    return call.ok(new Page<>(senders, null));
  }

  private Reply makeKey(Call call) {
    var name = call.name("name");
    return call.answer(
        alerts.makeKey(name, call.actor()),
        key -> call.reply(201, new AlertJson.NewKey(key, path(name, key))));
  }

  private Reply keys(Call call) {
    var name = call.name("name");
    if (alerts.spec(name).isEmpty()) {
      throw Refused.notFound();
    }
    var keys =
        alerts.keys().stream()
            .filter(key -> key.integration().equals(name))
            .map(AlertJson.KeyView::of)
            .toList();
    return call.ok(new Page<>(keys, null));
  }

  private Reply revokeKey(Call call) {
    return call.answer(
        alerts.revokeKey(call.name("name"), call.path("key")), _ -> Reply.nothing(204));
  }

  /** For Prometheus this is the whole path, for its setting {@code path_prefix} without the end. */
  private String path(Name integration, String key) {
    var type =
        alerts.spec(integration).map(IntegrationSpec::type).orElse(IntegrationSpec.Type.generic);
    var door =
        switch (type) {
          case prometheus -> Door.PROMETHEUS;
          case alertmanager -> Door.ALERTMANAGER;
          case generic -> Door.GENERIC;
        };
    return IntakeRoutes.path(door).replace("{key}", key);
  }

  private Reply bodies(Call call) {
    var name = call.name("name");
    if (alerts.spec(name).isEmpty()) {
      throw Refused.notFound();
    }
    return call.ok(intake.bodies(name, call.part()).map(AlertJson.BodyView::of));
  }

  /** As plain text for keeping: a sender's bytes must not run in the place of our pages. */
  private Reply body(Call call) {
    var hash = call.path("sha256");
    var body = hash.matches(SHA256) ? intake.body(hash).orElseThrow(Refused::notFound) : notFound();
    return Reply.of(200, "text/plain; charset=utf-8", body)
        .with("Content-Disposition", "attachment; filename=\"" + hash + ".txt\"")
        .with("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  private static byte[] notFound() {
    throw Refused.notFound();
  }
}
