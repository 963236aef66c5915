package dev.siaga.api;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import dev.siaga.resources.Document;
import dev.siaga.resources.Mistake;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resource;
import dev.siaga.resources.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Configuration: single resources, whole folders of them, and their schemas. */
final class ResourceRoutes implements Routes {
  private final Resources resources;

  ResourceRoutes(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Map<Endpoint, Handler> handlers() {
    var handlers = new HashMap<Endpoint, Handler>();
    handlers.put(ConfigurationEndpoint.LIST_KINDS, this::kinds);
    handlers.put(ConfigurationEndpoint.SHOW_SCHEMA, this::schema);
    handlers.put(ConfigurationEndpoint.APPLY, this::apply);
    handlers.put(ConfigurationEndpoint.EXPORT, this::export);
    handlers.put(ConfigurationEndpoint.LIST_RESOURCES, this::list);
    handlers.put(ConfigurationEndpoint.SHOW_RESOURCE, this::show);
    handlers.put(ConfigurationEndpoint.PUT_RESOURCE, this::put);
    handlers.put(ConfigurationEndpoint.REMOVE_RESOURCE, this::remove);
    handlers.put(ConfigurationEndpoint.LIST_VERSIONS, this::versions);
    return handlers;
  }

  private Reply kinds(Call call) {
    var kinds =
        resources.kinds().stream()
            .map(kind -> new ResourceJson.KindView(kind, resources.schema(kind).orElseThrow()))
            .toList();
    return call.ok(new ResourceJson.Kinds(kinds));
  }

  private Reply schema(Call call) {
    JsonNode schema = resources.schema(call.path("kind")).orElseThrow(Refused::notFound);
    return Reply.text(200, "application/schema+json", schema.toString());
  }

  private Reply apply(Call call) {
    var wanted = call.body(ResourceJson.Apply.class);
    var documents = wanted.documents().stream().map(each -> each.document()).toList();
    var why = wanted.why() == null ? "" : wanted.why();
    var outcome = resources.apply(documents, call.actor(), why, wanted.onlyTry());
    return outcome(call, outcome, null, applied -> call.ok(ResourceJson.Applied.of(applied)));
  }

  private Reply export(Call call) {
    var documents =
        resources.list(kind(call)).stream().map(ResourceJson.ExportedDocument::of).toList();
    return call.ok(new ResourceJson.Export(documents));
  }

  private @Nullable String kind(Call call) {
    var kind = call.query("kind");
    if (kind != null && !resources.kinds().contains(kind)) {
      throw Refused.invalid("kind", "api.no-kind", kind, String.join(", ", resources.kinds()));
    }
    return kind;
  }

  /** The cursor is the kind and name after which to go on. */
  private Reply list(Call call) {
    var all = resources.list(kind(call));
    int from = after(all, call.cursor());
    int to = Math.min(all.size(), from + call.limit());
    var items = all.subList(from, to).stream().map(ResourceJson.ResourceView::of).toList();
    var next = to < all.size() ? place(all.get(to - 1)) : null;
    return call.ok(new Page<>(items, next));
  }

  private static int after(List<Resource> all, @Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    for (int i = 0; i < all.size(); i++) {
      if (place(all.get(i)).equals(cursor)) {
        return i + 1;
      }
    }
    throw Refused.invalid("cursor", "api.wrong-value", "cursor");
  }

  private static String place(Resource resource) {
    return resource.kind() + "/" + resource.name();
  }

  private Reply show(Call call) {
    return shown(call, 200, find(call.path("kind"), call.name("name")));
  }

  private Resource find(String kind, Name name) {
    return resources.get(kind, name).orElseThrow(Refused::notFound);
  }

  private static Reply shown(Call call, int status, Resource resource) {
    return call.reply(status, ResourceJson.ResourceView.of(resource))
        .version(resource.revision().number());
  }

  private Reply put(Call call) {
    var expected = call.requiredVersion();
    var wanted = call.body(ResourceJson.Put.class);
    var kind = call.path("kind");
    if (!resources.kinds().contains(kind)) {
      throw Refused.notFound();
    }
    var document = Document.of(kind, call.path("name"), wanted.spec());
    var why = wanted.why() == null ? "" : wanted.why();
    return outcome(
        call,
        resources.put(document, call.actor(), why, expected),
        expected,
        _ -> shown(call, 200, find(kind, call.name("name"))));
  }

  private Reply remove(Call call) {
    var expected = call.requiredVersion();
    var why = call.query("why") == null ? "" : String.valueOf(call.query("why"));
    return outcome(
        call,
        resources.remove(call.path("kind"), call.name("name"), call.actor(), why, expected),
        expected,
        _ -> Reply.nothing(204));
  }

  private Reply versions(Call call) {
    var part = call.part();
    var versions = resources.versions(call.path("kind"), call.name("name"), part);
    if (versions.items().isEmpty() && part.skip() == 0) {
      throw Refused.notFound();
    }
    return call.ok(versions.map(ResourceJson.VersionView::of));
  }

  private Reply outcome(
      Call call,
      Outcome outcome,
      @Nullable Integer expected,
      Function<Outcome.Applied, Reply> applied) {
    return switch (outcome) {
      case Outcome.Applied done -> applied.apply(done);
      case Outcome.Mistaken(var mistakes) ->
          call.problem(
              Problem.of(422, "not-applied", Text.of("api.not-applied", mistakes.size()))
                  .withErrors(mistakes.stream().map(ResourceRoutes::error).toList()));
      case Outcome.Refused(var refusal) ->
          refusal instanceof Refusal.Conflict(var why) && isOutdated(call, expected)
              ? call.problem(Problem.outdated(why))
              : call.refusal(refusal);
    };
  }

  /** The resource is not what the asker had seen: another conflict would be of another kind. */
  private boolean isOutdated(Call call, @Nullable Integer expected) {
    if (expected == null) {
      return false;
    }
    int version =
        resources
            .get(call.path("kind"), call.name("name"))
            .map(resource -> resource.revision().number())
            .orElse(0);
    return version != expected;
  }

  private static Problem.DocumentError error(Mistake mistake) {
    return new Problem.DocumentError(
        mistake.document(),
        mistake.file(),
        mistake.line(),
        mistake.kind(),
        mistake.name(),
        mistake.field(),
        mistake.why());
  }
}
