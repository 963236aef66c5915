package dev.siaga.api;

import dev.siaga.kernel.Name;
import dev.siaga.resources.Change;
import dev.siaga.resources.Document;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resource;
import dev.siaga.resources.ResourceVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Resources in JSON; {@code siaga apply} and {@code siaga export} speak these forms. */
interface ResourceJson {
  /** A resource as somebody wants it; file and line are said again in messages. */
  record WantedDocument(
      @Nullable String file, @Nullable Integer line, String kind, String name, JsonNode spec) {
    Document document() {
      return new Document(file == null ? "" : file, line == null ? 0 : line, kind, name, spec);
    }
  }

  record Apply(List<WantedDocument> documents, @Nullable Boolean dryRun, @Nullable String why) {
    boolean onlyTry() {
      return Boolean.TRUE.equals(dryRun);
    }
  }

  record Applied(boolean dryRun, long version, List<ChangeView> changes) {
    static Applied of(Outcome.Applied applied) {
      return new Applied(
          applied.dryRun(),
          applied.version(),
          applied.changes().stream().map(ChangeView::of).toList());
    }
  }

  record ChangeView(String kind, Name name, Change.What what, int version, List<FieldView> fields) {
    static ChangeView of(Change change) {
      return new ChangeView(
          change.kind(),
          change.name(),
          change.what(),
          change.version(),
          change.fields().stream()
              .map(f -> new FieldView(f.field(), f.from(), f.to(), f.secret()))
              .toList());
    }
  }

  /** Values as JSON text; absent when there was none, or it is secret. */
  record FieldView(String field, @Nullable String from, @Nullable String to, boolean secret) {}

  record Export(List<ExportedDocument> documents) {}

  /** A resource without its secrets, of which only is said that they are set. */
  record ExportedDocument(String kind, Name name, JsonNode spec, List<String> secrets) {
    static ExportedDocument of(Resource resource) {
      return new ExportedDocument(
          resource.kind(), resource.name(), resource.spec(), resource.secrets());
    }
  }

  record ResourceView(
      String kind, Name name, JsonNode spec, List<String> secrets, RevisionView revision) {
    static ResourceView of(Resource resource) {
      return new ResourceView(
          resource.kind(),
          resource.name(),
          resource.spec(),
          resource.secrets(),
          RevisionView.of(resource.revision()));
    }
  }

  record RevisionView(int number, Instant at, String by, String why) {
    static RevisionView of(Resource.Revision revision) {
      return new RevisionView(revision.number(), revision.at(), revision.by(), revision.why());
    }
  }

  /** A resource as it once was; removed: it was deleted then, having been this. */
  record VersionView(RevisionView revision, boolean removed, JsonNode spec, List<String> fields) {
    static VersionView of(ResourceVersion version) {
      return new VersionView(
          RevisionView.of(version.revision()), version.removed(), version.spec(), version.fields());
    }
  }

  record Put(JsonNode spec, @Nullable String why) {}

  record Kinds(List<KindView> kinds) {}

  record KindView(String kind, JsonNode schema) {}
}
