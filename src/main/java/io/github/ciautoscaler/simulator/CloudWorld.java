package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.Catalogue.Image;
import io.github.ciautoscaler.simulator.Catalogue.Location;
import io.github.ciautoscaler.simulator.Catalogue.ServerType;
import io.github.ciautoscaler.simulator.CloudAnswer.Accepted;
import io.github.ciautoscaler.simulator.CloudAnswer.Created;
import io.github.ciautoscaler.simulator.CloudAnswer.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A Hetzner Cloud project: what it sells, the servers, their actions and the bill. */
public final class CloudWorld {

  private static final int ACTIONS_KEPT = 1_000;

  private final World world;
  private final Machines machines;
  private final Catalogue catalogue = new Catalogue();
  private final Stock stock = new Stock(this::changed);
  private final RequestBucket bucket;
  private final Ledger ledger = new Ledger();
  private final TreeMap<Long, CloudServer> servers = new TreeMap<>();
  private final OrderDesk orders = new OrderDesk(catalogue, stock, () -> servers.values().stream());
  private final Set<String> namesTaken = new HashSet<>();
  private final LinkedHashMap<Long, CloudAction> actions = new LinkedHashMap<>();
  private final CloudSwitches switches;
  private Duration skew = Duration.ZERO;
  private Duration maxLinger = Duration.ofSeconds(5);
  private int serverLimit;
  private double lostAfterCreate;
  private double failedDeletes;
  private long version;
  private long lastServer = 117_748_800L;
  private long lastAction = 606_028_482_673_000L;

  CloudWorld(World world, Machines machines) {
    this.world = world;
    this.machines = machines;
    this.switches = new CloudSwitches(this, world, machines);
    this.bucket = new RequestBucket(world.now());
    this.serverLimit = world.settings().serverLimit();
  }

  void changed() {
    version++;
  }

  /** Rises with every change, also of one that only time brought about. */
  public long version() {
    return version;
  }

  /** The cloud's own clock. */
  public Instant clock() {
    return skew.isZero() ? world.now() : world.now().plus(skew);
  }

  public void setSkew(Duration newSkew) {
    skew = newSkew;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public Stock stock() {
    return stock;
  }

  public RequestBucket bucket() {
    return bucket;
  }

  public Ledger ledger() {
    return ledger;
  }

  public int serverLimit() {
    return serverLimit;
  }

  public void setServerLimit(int limit) {
    serverLimit = limit;
  }

  /** How long a deleted server may stay listed; zero: it vanishes at once. */
  public void setMaxLinger(Duration most) {
    maxLinger = most;
  }

  /** How many of the accepted servers fail to be made and disappear. */
  public void setLostAfterCreate(double share) {
    lostAfterCreate = share;
  }

  /** How many of the accepted deletes fail later: the server lives on as if nobody had asked. */
  public void setFailedDeletes(double share) {
    failedDeletes = share;
  }

  /** Every server that exists, by id, also those that no list shows yet. */
  public Collection<CloudServer> servers() {
    return Collections.unmodifiableCollection(servers.values());
  }

  /** Whether an order of this kind would be accepted now. */
  boolean sells(String type, String location, String image) {
    CreateRequest request =
        CreateRequest.of("asked-only", type, location, image, new TreeMap<>(), "");
    return orders.refusal(request, namesTaken, servers.size() >= serverLimit) == null;
  }

  /** What a list shows, by id. */
  public List<CloudServer> listed() {
    List<CloudServer> listed = new ArrayList<>(servers.size());
    for (CloudServer server : servers.values()) {
      if (server.isListed()) {
        listed.add(server);
      }
    }
    return listed;
  }

  public Optional<CloudServer> server(long id) {
    return Optional.ofNullable(servers.get(id));
  }

  public Optional<CloudAction> action(long id) {
    return Optional.ofNullable(actions.get(id));
  }

  /** The latest actions, oldest first. */
  public Collection<CloudAction> actions() {
    return Collections.unmodifiableCollection(actions.values());
  }

  /** Orders a server by hand, or for whoever asks from outside. */
  public CloudAnswer create(CreateRequest request) {
    return create(request, Maker.PERSON);
  }

  /** Orders a server. */
  public CloudAnswer create(CreateRequest request, Maker maker) {
    Refused refused = orders.refusal(request, namesTaken, servers.size() >= serverLimit);
    if (refused != null) {
      world.log(request.name(), "create refused: " + refused.code() + ", " + refused.message());
      return refused;
    }
    ServerType type = catalogue.serverType(request.serverType()).orElseThrow();
    Location location = catalogue.location(request.location()).orElseThrow();
    Image image = catalogue.image(request.image(), type.architecture()).orElseThrow();
    CloudServer server =
        new CloudServer(
            ++lastServer,
            world.now(),
            clock(),
            type,
            location,
            image,
            request,
            CloudAddresses.free(servers.values()));
    servers.put(server.id(), server);
    world.origins().made(server, maker);
    namesTaken.add(server.name());
    ledger.open(server);
    world.log(server.name(), "server created at " + location.name() + " as " + type.name());
    changed();
    CloudAction create = begin("create_server", server);
    List<CloudAction> next = request.start() ? List.of(begin("start_server", server)) : List.of();
    world.after(
        world.dice().between(Duration.ZERO, world.settings().listLag()),
        () -> {
          server.list();
          changed();
        });
    world.afterSeconds(5, 20, () -> made(server, create, next));
    return new Created(server, create, next);
  }

  CloudAction begin(String command, CloudServer server) {
    CloudAction action = new CloudAction(++lastAction, command, server.id(), clock());
    actions.put(action.id(), action);
    if (actions.size() > ACTIONS_KEPT) {
      actions.remove(actions.keySet().iterator().next());
    }
    return action;
  }

  private void made(CloudServer server, CloudAction create, List<CloudAction> next) {
    if (server.isDeleting()) {
      create.finish(clock());
      return;
    }
    if (world.dice().chance(lostAfterCreate)) {
      create.fail(clock());
      world.log(server.name(), "server accepted but lost");
      ledger.close(server, clock());
      remove(server);
      return;
    }
    create.finish(clock());
    server.become("off");
    changed();
    if (!next.isEmpty()) {
      world.afterSeconds(1, 4, () -> switches.start(server, next.getFirst()));
    }
  }

  /** Deletes it: its power is gone at once, lists may show it a while longer. */
  public CloudAnswer delete(long id) {
    CloudServer server = servers.get(id);
    if (server == null) {
      return Refused.of(404, "not_found", "server with ID '" + id + "' not found");
    }
    if (server.locked()) {
      return Refused.of(423, "locked", "server is locked");
    }
    CloudAction action = begin("delete_server", server);
    if (server.isDeleting()) {
      action.finish(clock());
      return new Accepted(server, action);
    }
    if (world.dice().chance(failedDeletes)) {
      world.log(server.name(), "its delete is accepted, and will fail");
      world.afterSeconds(2, 20, () -> action.fail(clock()));
      return new Accepted(server, action);
    }
    world.log(server.name(), "server deleted, status was " + server.status());
    server.become("deleting");
    ledger.close(server, clock());
    changed();
    machines.powerOff(server);
    Duration linger = world.dice().between(Duration.ZERO, maxLinger);
    Runnable gone =
        () -> {
          action.finish(clock());
          remove(server);
        };
    if (linger.isZero()) {
      gone.run();
    } else {
      world.after(linger, gone);
    }
    return new Accepted(server, action);
  }

  private void remove(CloudServer server) {
    server.become("deleting");
    servers.remove(server.id());
    changed();
    world.afterSeconds(0, 10, () -> namesTaken.remove(server.name()));
  }

  /** Gives it another name. Its system, and the Node with it, keep theirs. */
  public void rename(CloudServer server, String name) {
    namesTaken.remove(server.name());
    namesTaken.add(name);
    world.log(server.name(), "server renamed to " + name);
    server.rename(name);
    world.origins().called(name, server.id());
    changed();
  }

  /** Replaces the whole label map. */
  public CloudAnswer relabel(long id, Map<String, String> labels) {
    CloudServer server = servers.get(id);
    if (server == null) {
      return Refused.of(404, "not_found", "server with ID '" + id + "' not found");
    }
    server.relabel(labels);
    changed();
    CloudAction action = begin("update_server", server);
    action.finish(clock());
    return new Accepted(server, action);
  }

  /** Switches it on or off, as the actions poweron, poweroff and shutdown do. */
  public CloudAnswer power(long id, boolean on) {
    return switches.power(servers.get(id), id, on);
  }

  /** Puts it into a subnet, as the action attach_to_network does. */
  public CloudAnswer attach(long id, long network, String ipRange) {
    return switches.attach(servers.get(id), id, network, ipRange);
  }

  /** Moves a running one to another host; it boots there. */
  public void migrate(CloudServer server, Duration length) {
    world.log(server.name(), "server migrates for " + length.toSeconds() + " s");
    server.become("migrating");
    machines.powerOff(server);
    lock(server, length);
    world.after(length, () -> switches.start(server, begin("start_server", server)));
  }

  /** Another action runs on it for a while: deletes are answered with 423. */
  public void lock(CloudServer server, Duration length) {
    server.setLocked(true);
    changed();
    world.after(
        length,
        () -> {
          server.setLocked(false);
          changed();
        });
  }
}
