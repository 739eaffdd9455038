package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.hetzner.PoolFlaw.About;
import io.github.ciautoscaler.hetzner.SoldWire.Deprecation;
import io.github.ciautoscaler.hetzner.SoldWire.Site;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What pools ask for and Hetzner's catalogue does not have. What is sold out now is none of it:
 * that mends itself.
 *
 * @param types all there are
 * @param architectures of the images that pools boot; an image is not there where its are not known
 */
record CatalogueCheck(List<SoldWire> types, Map<Image, Set<String>> architectures, Instant now) {

  List<PoolFlaw> flaws(Pool pool) {
    List<PoolFlaw> flaws = new ArrayList<>();
    pool.offerings().stream()
        .map(Offering::serverType)
        .distinct()
        .filter(type -> sold(type).isEmpty())
        .forEach(type ->
            add(
                pool,
                About.SERVER_TYPES,
                "names %s, which is no server type of Hetzner's".formatted(type),
                flaws));
    pool.offerings().stream()
        .map(Offering::location)
        .distinct()
        .filter(location -> !isPlace(location))
        .forEach(location ->
            add(
                pool,
                About.LOCATIONS,
                "names %s, where Hetzner sells no server".formatted(location),
                flaws));
    pool.offerings().forEach(offering -> addPlace(pool, offering, flaws));
    addArchitecture(pool, flaws);
    return flaws;
  }

  private static void add(Pool pool, About about, String sentence, List<PoolFlaw> flaws) {
    flaws.add(new PoolFlaw(pool.name(), about, sentence));
  }

  private Optional<SoldWire> sold(String type) {
    return types.stream().filter(one -> one.is(type)).findFirst();
  }

  /** Where nothing is said of places, each may be one. */
  private boolean isPlace(String location) {
    return types.stream()
        .map(SoldWire::sites)
        .anyMatch(places -> places == null || places.stream().anyMatch(one -> one.is(location)));
  }

  private void addPlace(Pool pool, Offering offering, List<PoolFlaw> flaws) {
    SoldWire type = sold(offering.serverType()).orElse(null);
    List<Site> places = type == null ? null : type.sites();
    if (type == null || places == null || !isPlace(offering.location())) {
      return;
    }
    Optional<Site> place = places.stream().filter(one -> one.is(offering.location())).findFirst();
    if (place.isEmpty()) {
      String sentence =
          "names %s, which is not sold at %s".formatted(offering.serverType(), offering.location());
      add(pool, About.SERVER_TYPES, sentence, flaws);
    } else {
      type.deprecation(place.get())
          .ifPresent(it -> add(pool, About.SERVER_TYPES, deprecated(offering, it), flaws));
    }
  }

  private String deprecated(Offering offering, Deprecation deprecation) {
    Instant end = deprecation.end();
    String what =
        "names %s, which is deprecated at %s and "
            .formatted(offering.serverType(), offering.location());
    if (end.equals(Instant.EPOCH)) {
      return what + "will go";
    }
    return what
        + (end.isAfter(now) ? "is sold until " : "is not sold since ")
        + end.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private void addArchitecture(Pool pool, List<PoolFlaw> flaws) {
    Map<String, Set<String>> byArchitecture =
        pool.offerings().stream()
            .map(Offering::serverType)
            .flatMap(type -> sold(type).stream())
            .filter(type -> type.architecture() != null && type.name() != null)
            .collect(
                Collectors.groupingBy(
                    type -> Objects.requireNonNull(type.architecture()),
                    java.util.TreeMap::new,
                    Collectors.mapping(
                        type -> Objects.requireNonNull(type.name()),
                        Collectors.toCollection(TreeSet::new))));
    if (byArchitecture.size() > 1) {
      add(
          pool,
          About.SERVER_TYPES,
          "names types of several architectures, " + shown(byArchitecture) + ", and a pool has one",
          flaws);
    }
    addImage(pool, byArchitecture, flaws);
  }

  private void addImage(Pool pool, Map<String, Set<String>> types, List<PoolFlaw> flaws) {
    Image image = pool.template().image();
    Set<String> has = architectures.get(image);
    if (has == null) {
      return;
    }
    if (has.isEmpty()) {
      add(pool, About.IMAGE, "is %s, and the Hetzner project has none".formatted(image), flaws);
      return;
    }
    types.forEach((architecture, names) -> {
      if (!has.contains(architecture)) {
        String sentence =
            "is %s, which is there for %s alone, and %s is %s"
                .formatted(
                    image, String.join(" and ", has), String.join(", ", names), architecture);
        add(pool, About.IMAGE, sentence, flaws);
      }
    });
  }

  private static String shown(Map<String, Set<String>> byArchitecture) {
    return byArchitecture.entrySet().stream()
        .map(entry -> String.join(", ", entry.getValue()) + " (" + entry.getKey() + ")")
        .collect(Collectors.joining(" and "));
  }
}
