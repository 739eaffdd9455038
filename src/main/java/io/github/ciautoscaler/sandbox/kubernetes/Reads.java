package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.kubernetes.Journal.Change;
import io.github.ciautoscaler.sandbox.kubernetes.Kinds.Shelf;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Turns;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Get, list and watch; as objects or, for kubectl, as tables. */
final class Reads {

  private static final int WATCH_ROUNDS_PER_SECOND = 5;
  private static final int DEFAULT_WATCH_SECONDS = 1800;

  private final Turns turns;

  Reads(Turns turns) {
    this.turns = turns;
  }

  private static boolean wantsTable(Request request) {
    return request.header("accept").orElse("").contains("as=Table");
  }

  private Tables tables() {
    return new Tables(turns.instant());
  }

  Response get(Shelf shelf, Call call, Request request) {
    ObjectNode object = shelf.get(call.namespace(), call.name());
    return Response.json(
        200,
        wantsTable(request) ? tables().of(shelf.kind(), List.of(object), Json.object()) : object);
  }

  Response list(Shelf shelf, Call call, Request request) {
    ListQuery query = ListQuery.of(call, request);
    List<ObjectNode> all = query.cursor().map(cursor -> kept(shelf, cursor)).orElseGet(shelf::all);
    long version = query.cursor().map(ListQuery.Cursor::version).orElse(shelf.journal().version());
    ListQuery.Portion portion = query.portion(all, version);
    ObjectNode metadata = Json.object("resourceVersion", String.valueOf(version));
    if (portion.next().isPresent()) {
      shelf.journal().keep(version, all);
      metadata.put("continue", portion.next().get()).put("remainingItemCount", portion.remaining());
    }
    if (wantsTable(request)) {
      return Response.json(200, tables().of(shelf.kind(), portion.items(), metadata));
    }
    return Response.json(
        200,
        Json.object(
            "kind",
            shelf.kind().kind() + "List",
            "apiVersion",
            shelf.kind().apiVersion(),
            "metadata",
            metadata,
            "items",
            portion.items().stream().map(Reads::withoutKind).toList()));
  }

  private static List<ObjectNode> kept(Shelf shelf, ListQuery.Cursor cursor) {
    return shelf.journal().kept(cursor.version()).orElseThrow(Status::expiredContinue);
  }

  private static ObjectNode withoutKind(ObjectNode object) {
    return Json.object().setAll(object).remove(List.of("kind", "apiVersion"));
  }

  Response watch(Shelf shelf, Call call, Request request) {
    ListQuery query = ListQuery.of(call, request);
    boolean table = wantsTable(request);
    String from = request.first("resourceVersion").orElse("");
    int rounds = WATCH_ROUNDS_PER_SECOND * request.number("timeoutSeconds", DEFAULT_WATCH_SECONDS);
    return Response.stream(
        new Watch(shelf, query, table, rounds, from.isEmpty() ? 0 : Long.parseLong(from)));
  }

  /** Sends what the journal recorded since the last round. */
  private final class Watch implements Supplier<Optional<String>> {
    private final Shelf shelf;
    private final ListQuery query;
    private final boolean table;
    private int roundsLeft;
    private long version;

    Watch(Shelf shelf, ListQuery query, boolean table, int rounds, long version) {
      this.shelf = shelf;
      this.query = query;
      this.table = table;
      this.roundsLeft = rounds;
      this.version = version;
    }

    @Override
    public Optional<String> get() {
      return roundsLeft-- <= 0 ? Optional.empty() : turns.take(() -> Optional.of(round()));
    }

    private String round() {
      List<ObjectNode> all = shelf.all();
      List<Change> changes = version == 0 ? initial(all) : since();
      version = shelf.journal().version();
      StringBuilder lines = new StringBuilder();
      changes.stream()
          .filter(change -> change.type().equals("ERROR") || query.wants(change.object()))
          .forEach(change -> lines.append(line(change)).append('\n'));
      return lines.toString();
    }

    private List<Change> initial(List<ObjectNode> all) {
      return all.stream()
          .map(object -> new Change(Journal.versionOf(object), "ADDED", object))
          .toList();
    }

    private List<Change> since() {
      return shelf.journal().since(version).orElseGet(this::tooOld);
    }

    private List<Change> tooOld() {
      roundsLeft = 0;
      return List.of(new Change(version, "ERROR", Status.expired(version)));
    }

    private ObjectNode line(Change change) {
      ObjectNode object =
          table && !change.type().equals("ERROR")
              ? tables().of(shelf.kind(), List.of(change.object()), Json.object())
              : change.object();
      return Json.object("type", change.type(), "object", object);
    }
  }
}
