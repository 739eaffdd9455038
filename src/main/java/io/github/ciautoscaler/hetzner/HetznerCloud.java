package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Garbled;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import io.github.ciautoscaler.hetzner.Answer.Refusal;
import io.github.ciautoscaler.http.DateHeader;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerCloud;
import io.github.ciautoscaler.reconcile.ServerTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Hetzner Cloud as the place where servers come from. */
public final class HetznerCloud implements ServerCloud {

  /** Hetzner refuses more. */
  private static final int LARGEST_USER_DATA = 32 * 1024;

  private final HetznerHttp http;
  private final HetznerSettings settings;
  private final InstantSource clock;
  private final DateHeader date;
  private final BudgetMeter budget = new BudgetMeter();
  private final References references;
  private final Images images;
  private final ServerList list;

  /**
   * @param client with the base URL (its {@code /v1} included), the bearer token, TLS, proxy and
   *     connect time-out set, and with its own retries off: a create must never be sent twice
   */
  public HetznerCloud(WebClient client, HetznerSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.date = new DateHeader(clock);
    this.http = new HetznerHttp(client, budget, date, settings.answerWithin());
    this.references = new References(http, settings.rememberFor(), clock);
    this.images = new Images(http, settings.rememberFor(), clock);
    this.list = new ServerList(http, clock);
  }

  @Override
  public Reading<List<Server>> servers() {
    return list.read(Labels.MANAGED_BY + "=" + Labels.MANAGED_BY_US);
  }

  @Override
  public Reading<Optional<Server>> find(long id) {
    Instant takenAt = clock.instant();
    String call = "/servers/" + id;
    return switch (http.get(call, uri -> uri.path(call).build(), ServerWire.Envelope.class)) {
      case Ok<ServerWire.Envelope>(var body) -> found(body.server(), takenAt);
      case Failed<ServerWire.Envelope>(var failure) when failure.isNotFound() ->
          new Reading.Complete<>(Optional.empty(), takenAt);
      case Failed<ServerWire.Envelope>(var failure) -> failed(failure, takenAt);
    };
  }

  @Override
  public Reading<Optional<Server>> find(String name) {
    Instant takenAt = clock.instant();
    Answer<ServerWire.Page> answer =
        http.get(
            "/servers",
            uri -> uri.path("/servers").queryParam("name", "{name}").build(name),
            ServerWire.Page.class);
    return switch (answer) {
      case Ok<ServerWire.Page>(var page) -> named(name, page.servers(), takenAt);
      case Failed<ServerWire.Page>(var failure) -> failed(failure, takenAt);
    };
  }

  @Override
  public Reading<PriceList> prices() {
    Instant takenAt = clock.instant();
    return switch (http.get("/pricing", uri -> uri.path("/pricing").build(), PricingWire.class)) {
      case Ok<PricingWire>(var body) ->
          body.toPriceList()
              .<Reading<PriceList>>map(prices -> new Reading.Complete<>(prices, takenAt))
              .orElseGet(() -> failed(new Garbled("GET /pricing", "no currency"), takenAt));
      case Failed<PricingWire>(var failure) -> failed(failure, takenAt);
    };
  }

  @Override
  public Reading<List<MachineSize>> sizes() {
    Instant takenAt = clock.instant();
    return switch (Listing.read("/server_types", this::serverTypes)) {
      case Listing.Whole<ServerTypeWire>(var items) ->
          new Reading.Complete<>(
              items.stream().map(ServerTypeWire::toSize).flatMap(Optional::stream).toList(),
              takenAt);
      case Listing.Moved<ServerTypeWire>(_, String problem) ->
          failed(new Garbled("GET /server_types", problem), takenAt);
      case Listing.Broken<ServerTypeWire>(_, var failure) -> failed(failure, takenAt);
    };
  }

  private Mono<Answer<ServerTypeWire.Page>> serverTypes(int page) {
    return http.ask(
        "/server_types",
        uri ->
            uri.path("/server_types")
                .queryParam("per_page", Listing.PER_PAGE)
                .queryParam("page", page)
                .build(),
        ServerTypeWire.Page.class);
  }

  /** What these pools ask for and Hetzner does not have. */
  public Reading<List<PoolFlaw>> flaws(List<Pool> pools) {
    return new CatalogueReader(http).flaws(pools, clock.instant());
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return Optional.ofNullable(date.latest()).map(it -> new ServerTime(it.said(), it.heard()));
  }

  @Override
  public RateLimit budget() {
    return budget.last();
  }

  @Override
  public Outcome create(Order order) {
    int size = order.userData().reveal().getBytes(StandardCharsets.UTF_8).length;
    if (size > LARGEST_USER_DATA) {
      return new Outcome.Invalid(
          "the user data of " + order.name() + " has " + size + " bytes; Hetzner takes 32768");
    }
    return switch (references.resolve(order.template())) {
      case References.Unknown(var failure) -> failure;
      case References.Known known ->
          switch (images.resolve(order)) {
            case Images.Unknown(var failure) -> failure;
            case Images.Known(var image) -> order(order, OrderWire.of(order, image, known));
          };
    };
  }

  private Outcome order(Order order, OrderWire body) {
    Answer<ServerWire.Envelope> answer =
        http.send(
            HttpMethod.POST,
            "/servers",
            body,
            settings.createWithin(),
            order.userData(),
            ServerWire.Envelope.class);
    return switch (answer) {
      case Ok<ServerWire.Envelope>(var created) ->
          Optional.ofNullable(created.server())
              .flatMap(ServerWire::toServer)
              .<Outcome>map(Outcome.Created::new)
              .orElseGet(() -> new Outcome.Unknown("POST /servers answered without a server"));
      case Failed<ServerWire.Envelope>(var failure) -> {
        if (isAboutReferences(failure)) {
          references.forget();
          images.forget();
        }
        yield Reactions.afterOrder(failure, order.offering());
      }
    };
  }

  @Override
  public Outcome delete(long id) {
    String call = "/servers/" + id;
    return switch (http.delete(call, uri -> uri.path(call).build(), ActionWire.class)) {
      case Ok<ActionWire>(var body) when body.failed() ->
          new Outcome.Transient("DELETE " + call + " was accepted and then failed");
      case Ok<ActionWire> _ -> new Outcome.Done();
      case Failed<ActionWire>(var failure) when failure.isNotFound() -> new Outcome.Gone();
      case Failed<ActionWire>(var failure) -> afterIdempotentWrite(failure);
    };
  }

  @Override
  public Outcome relabel(long id, Map<String, String> labels) {
    Answer<ServerWire.Envelope> answer =
        http.send(
            HttpMethod.PUT,
            "/servers/" + id,
            Map.of("labels", new TreeMap<>(labels)),
            settings.answerWithin(),
            null,
            ServerWire.Envelope.class);
    return switch (answer) {
      case Ok<ServerWire.Envelope> _ -> new Outcome.Done();
      case Failed<ServerWire.Envelope>(var failure) -> afterIdempotentWrite(failure);
    };
  }

  @Override
  public Outcome attach(long id, MachineTemplate template) {
    return switch (references.resolve(template)) {
      case References.Unknown(var failure) -> failure;
      case References.Known known ->
          act(
              id,
              "attach_to_network",
              Map.of(
                  "network",
                  known.networks().getFirst(),
                  "ip_range",
                  Objects.requireNonNull(template.options().subnet())));
    };
  }

  @Override
  public Outcome powerOn(long id) {
    return act(id, "poweron", Map.of());
  }

  private Outcome act(long id, String command, Map<String, Object> body) {
    String call = "/servers/" + id + "/actions/" + command;
    return switch (http.send(
        HttpMethod.POST, call, body, settings.answerWithin(), null, ActionWire.class)) {
      case Ok<ActionWire> _ -> new Outcome.Done();
      case Failed<ActionWire>(Refusal refusal)
          when refusal.error().code().equals("server_already_attached") ->
          new Outcome.Done();
      case Failed<ActionWire>(var failure) -> afterIdempotentWrite(failure);
    };
  }

  /** A 2xx means accepted, whatever its body holds: nothing of it is needed. */
  private static Outcome afterIdempotentWrite(CallFailure failure) {
    return failure instanceof Garbled ? new Outcome.Done() : Reactions.afterWrite(failure);
  }

  private static boolean isAboutReferences(CallFailure failure) {
    return failure instanceof Refusal refusal
        && (refusal.error().code().equals("invalid_input") || refusal.isNotFound());
  }

  private static Reading<Optional<Server>> named(
      String name, @Nullable List<ServerWire> servers, Instant takenAt) {
    if (servers == null) {
      return failed(new Garbled("GET /servers", "no list of servers"), takenAt);
    }
    return servers.stream()
        .filter(server -> server != null && name.equals(server.name()))
        .findFirst()
        .map(server -> found(server, takenAt))
        .orElseGet(() -> new Reading.Complete<>(Optional.empty(), takenAt));
  }

  private static Reading<Optional<Server>> found(@Nullable ServerWire wire, Instant takenAt) {
    Optional<Server> server = Optional.ofNullable(wire).flatMap(ServerWire::toServer);
    return server.isPresent()
        ? new Reading.Complete<>(server, takenAt)
        : failed(new Garbled("GET /servers", "a server without id, name or created"), takenAt);
  }

  private static <T> Reading<T> failed(CallFailure failure, Instant takenAt) {
    return new Reading.Failed<>(Reactions.afterRead(failure), failure.describe(), takenAt);
  }
}
