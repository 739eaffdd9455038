package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.simulator.Catalogue.Image;
import io.github.ciautoscaler.simulator.Catalogue.Location;
import io.github.ciautoscaler.simulator.Catalogue.ServerType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server as the cloud knows it. Read by whoever asks, changed by {@link CloudWorld} alone. */
public final class CloudServer {

  private final long id;
  private final Instant made;
  private final Instant created;
  private final ServerType type;
  private final Location location;
  private final Image image;
  private final CreateRequest request;
  private final int address;
  private String name;
  private Map<String, String> labels;
  private String status = "initializing";
  private final List<Long> attached = new ArrayList<>();
  private boolean locked;
  private boolean listed;
  private @Nullable Server asListed;

  CloudServer(
      long id,
      Instant made,
      Instant created,
      ServerType type,
      Location location,
      Image image,
      CreateRequest request,
      int address) {
    this.id = id;
    this.name = request.name();
    this.made = made;
    this.created = created;
    this.type = type;
    this.location = location;
    this.image = image;
    this.request = request;
    this.address = address;
    this.labels = Map.copyOf(request.labels());
  }

  void rename(String newName) {
    name = newName;
    asListed = null;
  }

  void relabel(Map<String, String> newLabels) {
    labels = Map.copyOf(newLabels);
    asListed = null;
  }

  void become(String newStatus) {
    status = newStatus;
    asListed = null;
  }

  void attach(long network) {
    attached.add(network);
    asListed = null;
  }

  /** Those that it was made in, and was attached to later. */
  public List<Long> networks() {
    return Stream.concat(request.networks().stream(), attached.stream()).toList();
  }

  void setLocked(boolean value) {
    locked = value;
  }

  void list() {
    listed = true;
  }

  private Set<String> innerAddresses() {
    return networks().isEmpty() ? Set.of() : Set.of(innerAddress());
  }

  /** In each of its networks. */
  public String innerAddress() {
    return "10.0.200." + address;
  }

  /** What a reader is told; the same object until something about it changes. */
  Server asListed() {
    if (asListed == null) {
      asListed =
          new Server(
              id,
              new Server.Metadata(name, labels),
              status,
              new Server.Paid(
                  created,
                  new Offering(type.name(), location.name()),
                  request.ipv4(),
                  type.perHour()),
              new Server.Addresses(Set.of(publicAddress()), innerAddresses()));
    }
    return asListed;
  }

  public long id() {
    return id;
  }

  /** As the cloud calls it now; people may change it. */
  public String name() {
    return name;
  }

  /** As its own system calls itself, from its first boot on. */
  String hostName() {
    return request.name();
  }

  /** Its number among the project's addresses; given out again when the server is gone. */
  int address() {
    return address;
  }

  String publicAddress() {
    return "203.0.113." + address;
  }

  /** By the cloud's clock. */
  /** When it was created, in truth. */
  Instant made() {
    return made;
  }

  /** When it was created, by the cloud's clock. */
  public Instant created() {
    return created;
  }

  public ServerType type() {
    return type;
  }

  public Location location() {
    return location;
  }

  public Image image() {
    return image;
  }

  /** What was ordered: networks, keys, firewalls, addresses. The user-data is in it. */
  public CreateRequest request() {
    return request;
  }

  public Map<String, String> labels() {
    return labels;
  }

  /** initializing, off, starting, running, stopping, deleting. */
  public String status() {
    return status;
  }

  /** An action runs that forbids others. */
  public boolean locked() {
    return locked;
  }

  /** Whether lists show it already; asking by id always does. */
  public boolean isListed() {
    return listed;
  }

  public boolean isDeleting() {
    return status.equals("deleting");
  }

  public boolean isRunning() {
    return status.equals("running");
  }
}
