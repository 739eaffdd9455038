package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerCloud;
import io.github.ciautoscaler.reconcile.ServerTime;
import io.github.ciautoscaler.simulator.Answers.Asked;
import io.github.ciautoscaler.simulator.CloudAnswer.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The cloud port over the world's cloud. */
public final class SimCloud implements ServerCloud {

  private static final int PAGE = 50;
  private static final long STALE_MILLIS = 10_000;

  private final CloudWorld cloud;
  private final Calls calls;
  private final Witness witness;
  private final Answers answers;
  private final Snapshot<List<Server>> servers;
  private final PriceList prices;
  private RateLimit budget = RateLimit.UNKNOWN;

  SimCloud(Calls calls, Witness witness, Answers answers) {
    this.cloud = calls.world().cloud();
    this.calls = calls;
    this.witness = witness;
    this.answers = answers;
    this.servers = new Snapshot<>(calls.world(), cloud::version, this::managed);
    this.prices = priceList(cloud.catalogue());
  }

  static PriceList priceList(Catalogue catalogue) {
    Map<Offering, BigDecimal> perHour = new HashMap<>();
    Map<String, BigDecimal> addresses = new HashMap<>();
    for (Catalogue.Location location : catalogue.locations()) {
      addresses.put(location.name(), Catalogue.IPV4_PER_HOUR);
      for (Catalogue.ServerType type : catalogue.serverTypes()) {
        perHour.put(new Offering(type.name(), location.name()), type.perHour());
      }
    }
    return new PriceList(Catalogue.CURRENCY, perHour, addresses);
  }

  @Override
  public Reading<List<MachineSize>> sizes() {
    return calls.read(() ->
        cloud.catalogue().serverTypes().stream()
            .map(type -> new MachineSize(named(type), type.cores(), type.memory(), type.disk()))
            .toList());
  }

  private MachineSize.Type named(Catalogue.ServerType type) {
    Map<String, String> locations = new HashMap<>();
    cloud.catalogue().locations().forEach(it -> locations.put(String.valueOf(it.id()), it.name()));
    return new MachineSize.Type(
        String.valueOf(type.id()), type.name(), type.architecture(), locations);
  }

  private List<Server> managed() {
    List<Server> managed = new ArrayList<>();
    for (CloudServer server : cloud.listed()) {
      if (Labels.isManaged(server.labels())) {
        managed.add(server.asListed());
      }
    }
    return List.copyOf(managed);
  }

  @Override
  public Reading<List<Server>> servers() {
    Reading<List<Server>> reading = listed();
    answers.servers(reading);
    answers.asking().told(budget.remaining());
    return reading;
  }

  private Reading<List<Server>> listed() {
    List<Server> now = servers.now();
    for (int page = 0; page <= now.size() / PAGE; page++) {
      if (!spend()) {
        return calls.failed(Trouble.RATE_LIMITED);
      }
    }
    return calls.list(
        calls.faults().strikes(Fault.READ_STALE) ? () -> servers.stale(STALE_MILLIS) : () -> now);
  }

  private boolean spend() {
    boolean granted = cloud.bucket().take(calls.world().now());
    int remaining = cloud.bucket().remaining(calls.world().now());
    if (remaining != budget.remaining()) {
      budget = new RateLimit(RequestBucket.LIMIT, remaining);
    }
    return granted;
  }

  @Override
  public Reading<Optional<Server>> find(long id) {
    return one(() -> cloud.server(id).map(CloudServer::asListed));
  }

  private Reading<Optional<Server>> one(Supplier<Optional<Server>> value) {
    Reading<Optional<Server>> reading =
        spend() ? calls.read(value) : calls.failed(Trouble.RATE_LIMITED);
    answers.asksForOne(reading);
    return reading;
  }

  @Override
  public Reading<Optional<Server>> find(String name) {
    return one(() ->
        cloud.listed().stream()
            .filter(server -> server.name().equals(name))
            .findFirst()
            .map(CloudServer::asListed));
  }

  @Override
  public Reading<PriceList> prices() {
    Reading<PriceList> reading = calls.read(() -> prices);
    answers.answered(Asked.PRICES, reading);
    return reading;
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return calls.serverTime(cloud.clock());
  }

  @Override
  public RateLimit budget() {
    return budget;
  }

  private Outcome write(Supplier<Outcome> effect) {
    if (!spend()) {
      return new Outcome.RateLimited("limit of 3600 requests per hour reached", null);
    }
    return calls.write(effect);
  }

  @Override
  public Outcome create(Order order) {
    return write(() -> {
      CreateRequest request =
          CreateRequest.of(
              order.name(),
              order.offering().serverType(),
              order.offering().location(),
              image(order),
              order.labels(),
              order.userData().reveal());
      witness.creates(request);
      boolean isMadeApart = order.template().options().subnet() != null;
      CloudAnswer answer = cloud.create(isMadeApart ? request.stopped() : request, Maker.US);
      if (answer instanceof CloudAnswer.Created created) {
        witness.created(created.server());
        if (calls.faults().strikes(Fault.ORDER_DELIVERED_TWICE)) {
          return new Outcome.NameTaken("server name is already used");
        }
      }
      return outcome(answer);
    });
  }

  /** What no snapshot matches is no image either. */
  private String image(Order order) {
    return switch (order.template().image()) {
      case Image.Named(String nameOrId) -> nameOrId;
      case Image.Newest(String selector) ->
          cloud
              .catalogue()
              .serverType(order.offering().serverType())
              .flatMap(type -> cloud.catalogue().newest(selector, type.architecture()))
              .map(image -> Long.toString(image.id()))
              .orElse(selector);
    };
  }

  @Override
  public Outcome delete(long id) {
    return write(() -> {
      cloud.server(id).ifPresent(witness::deletes);
      return cloud.server(id).isEmpty() ? new Outcome.Gone() : outcome(cloud.delete(id));
    });
  }

  @Override
  public Outcome attach(long id, MachineTemplate template) {
    return write(() ->
        switch (cloud.attach(id, network(template), subnet(template))) {
          case Refused refused when refused.code().equals("server_already_attached") ->
              new Outcome.Done();
          case CloudAnswer answer -> outcome(answer);
        });
  }

  private long network(MachineTemplate template) {
    return cloud.catalogue().networks().stream()
        .filter(network -> template.access().networks().contains(network.name()))
        .mapToLong(Catalogue.Network::id)
        .findFirst()
        .orElse(0);
  }

  private static String subnet(MachineTemplate template) {
    return Objects.requireNonNull(template.options().subnet());
  }

  @Override
  public Outcome powerOn(long id) {
    return write(() -> outcome(cloud.power(id, true)));
  }

  @Override
  public Outcome relabel(long id, Map<String, String> labels) {
    return write(() -> {
      cloud.server(id).ifPresent(witness::relabels);
      return outcome(cloud.relabel(id, labels));
    });
  }

  private static Outcome outcome(CloudAnswer answer) {
    return switch (answer) {
      case CloudAnswer.Created created -> new Outcome.Created(created.server().asListed());
      case CloudAnswer.Accepted _ -> new Outcome.Done();
      case Refused refused -> failure(refused);
    };
  }

  private static Outcome failure(Refused refused) {
    String message = refused.code() + ": " + refused.message();
    return switch (refused.code()) {
      case "not_found" -> new Outcome.Missing(message);
      case "uniqueness_error" -> new Outcome.NameTaken(message);
      case "resource_unavailable" -> new Outcome.PlacementUnavailable(message);
      case "resource_limit_exceeded" ->
          refused.message().contains("core")
              ? new Outcome.TypeUnavailable(message)
              : new Outcome.LimitReached(message);
      case "locked" -> new Outcome.Locked(message);
      default ->
          refused.message().contains("unsupported location")
                  || refused.code().equals("placement_error")
              ? new Outcome.PlacementUnavailable(message)
              : refused.message().contains("architecture")
                  ? new Outcome.TypeUnavailable(message)
                  : new Outcome.Invalid(message);
    };
  }
}
