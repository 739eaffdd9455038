package io.github.ciautoscaler.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the cloud sells and the project owns. Things are found by name or by their id as text. */
public final class Catalogue {

  /** A place; all of them are in the network zone eu-central. */
  public record Location(long id, String name, String city, String country) {}

  /**
   * A server type with its net prices, the same at each location.
   *
   * @param memory in GB
   * @param disk in GB
   * @param architecture x86 or arm
   * @param cpuType shared or dedicated
   */
  public record ServerType(
      long id,
      String name,
      int cores,
      int memory,
      int disk,
      String architecture,
      String cpuType,
      BigDecimal perHour,
      BigDecimal perMonth) {}

  /**
   * A system image, or a snapshot that the owner made.
   *
   * @param name null of a snapshot
   */
  public record Image(
      long id,
      @Nullable String name,
      String osFlavor,
      String osVersion,
      String architecture,
      Map<String, String> labels,
      Instant created) {

    Image(long id, String name, String osFlavor, String osVersion, String architecture) {
      this(id, name, osFlavor, osVersion, architecture, Map.of(), BEGINNING);
    }

    public boolean isSnapshot() {
      return name == null;
    }

    /** All of {@code key=value,key=value}. */
    boolean has(String pairs) {
      return Stream.of(pairs.split(",", -1))
          .map(pair -> pair.split("=", 2))
          .allMatch(pair -> pair.length == 2 && pair[1].equals(labels.get(pair[0])));
    }
  }

  public record SshKey(long id, String name, String fingerprint, String publicKey) {}

  public record Network(long id, String name, String ipRange) {}

  public record Firewall(long id, String name) {}

  /** Whose servers stand on different hosts. */
  public record PlacementGroup(long id, String name) {}

  /** When everything that was there from the beginning was made. */
  public static final Instant BEGINNING = Instant.parse("2026-01-05T09:00:00Z");

  public static final String CURRENCY = "EUR";
  public static final BigDecimal IPV4_PER_HOUR = new BigDecimal("0.0008");
  public static final BigDecimal IPV4_PER_MONTH = new BigDecimal("0.5000");

  private final List<Location> locations =
      List.of(
          new Location(1, "fsn1", "Falkenstein", "DE"),
          new Location(2, "nbg1", "Nuremberg", "DE"),
          new Location(3, "hel1", "Helsinki", "FI"));
  private final List<ServerType> serverTypes =
      List.of(
          type(114, "cx23", 2, 4, 40, "x86", "shared", "0.0088", "5.49"),
          type(115, "cx33", 4, 8, 80, "x86", "shared", "0.0136", "8.49"),
          type(116, "cx43", 8, 16, 160, "x86", "shared", "0.0256", "15.99"),
          type(117, "cx53", 16, 32, 320, "x86", "shared", "0.0473", "29.49"),
          type(45, "cax11", 2, 4, 40, "arm", "shared", "0.0096", "5.99"),
          type(93, "cax21", 4, 8, 80, "arm", "shared", "0.0168", "10.49"),
          type(23, "cpx21", 3, 4, 80, "x86", "shared", "0.0232", "14.49"),
          type(109, "cpx22", 2, 4, 80, "x86", "shared", "0.0312", "19.49"),
          type(110, "cpx32", 4, 8, 160, "x86", "shared", "0.0569", "35.49"),
          type(96, "ccx13", 2, 8, 80, "x86", "dedicated", "0.0689", "42.99"),
          type(97, "ccx23", 4, 16, 160, "x86", "dedicated", "0.1378", "85.99"),
          type(98, "ccx33", 8, 32, 240, "x86", "dedicated", "0.2219", "138.49"));
  private final List<Image> images =
      new ArrayList<>(
          List.of(
              new Image(161547269, "ubuntu-24.04", "ubuntu", "24.04", "x86"),
              new Image(161547270, "ubuntu-24.04", "ubuntu", "24.04", "arm"),
              new Image(114690387, "debian-12", "debian", "12", "x86"),
              talos(239871001, "1.12.4", "x86", 0),
              talos(239871002, "1.13.2", "x86", 30),
              talos(239871003, "1.13.2", "arm", 30)));
  private final List<SshKey> sshKeys = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();
  private final List<Firewall> firewalls = new ArrayList<>();
  private final List<PlacementGroup> placementGroups = new ArrayList<>();

  Catalogue() {
    sshKeys.add(
        new SshKey(
            4711,
            "ops-key",
            "b7:2f:30:a0:2f:6c:58:6c:21:04:58:61:ba:06:3b:2f",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJz1c0tqPZyHnQpSyMTdkRq5Y3Jdzm2bCu4nq0 ops"));
    networks.add(new Network(456, "k8s", "10.0.0.0/16"));
    firewalls.add(new Firewall(38, "ci-runners"));
    placementGroups.add(new PlacementGroup(897, "ci-spread"));
  }

  private static Image talos(long id, String version, String architecture, int days) {
    return new Image(
        id,
        null,
        "unknown",
        version,
        architecture,
        Map.of("os", "talos", "version", version),
        BEGINNING.plus(Duration.ofDays(days)));
  }

  private static ServerType type(
      long id,
      String name,
      int cores,
      int memory,
      int disk,
      String architecture,
      String cpuType,
      String perHour,
      String perMonth) {
    return new ServerType(
        id,
        name,
        cores,
        memory,
        disk,
        architecture,
        cpuType,
        new BigDecimal(perHour),
        new BigDecimal(perMonth));
  }

  public List<Location> locations() {
    return locations;
  }

  public List<ServerType> serverTypes() {
    return serverTypes;
  }

  /** May be changed. */
  public List<Image> images() {
    return images;
  }

  /** May be changed. */
  public List<SshKey> sshKeys() {
    return sshKeys;
  }

  /** May be changed. */
  public List<Network> networks() {
    return networks;
  }

  /** May be changed. */
  public List<Firewall> firewalls() {
    return firewalls;
  }

  /** May be changed. */
  public List<PlacementGroup> placementGroups() {
    return placementGroups;
  }

  public Optional<Location> location(String nameOrId) {
    return locations.stream().filter(place -> is(nameOrId, place.name(), place.id())).findFirst();
  }

  public Optional<ServerType> serverType(String nameOrId) {
    return serverTypes.stream().filter(type -> is(nameOrId, type.name(), type.id())).findFirst();
  }

  /** A name is resolved for the architecture of the server type. */
  public Optional<Image> image(String nameOrId, String architecture) {
    return images.stream()
        .filter(image -> image.architecture().equals(architecture))
        .filter(image -> is(nameOrId, image.name(), image.id()))
        .findFirst();
  }

  /** The newest snapshot with these labels, {@code key=value,key=value}. */
  Optional<Image> newest(String labels, String architecture) {
    return images.stream()
        .filter(Image::isSnapshot)
        .filter(image -> image.architecture().equals(architecture))
        .filter(image -> image.has(labels))
        .max(Comparator.comparing(Image::created));
  }

  public Optional<SshKey> sshKey(String nameOrId) {
    return sshKeys.stream().filter(key -> is(nameOrId, key.name(), key.id())).findFirst();
  }

  private static boolean is(String wanted, @Nullable String name, long id) {
    return wanted.equals(name) || wanted.equals(Long.toString(id));
  }
}
