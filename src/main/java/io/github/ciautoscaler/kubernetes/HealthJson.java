package io.github.ciautoscaler.kubernetes;

import static io.github.ciautoscaler.kubernetes.Given.list;
import static io.github.ciautoscaler.kubernetes.Given.map;
import static io.github.ciautoscaler.kubernetes.Given.needed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.LaunchHealth;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PoolHealth;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How launching goes, as the document of the stored state has it.
 *
 * @param bootFailures beside a pool's health they are the default pool's, as when there was no
 *     other
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record HealthJson(
    @Nullable List<CoolDownJson> coolDowns,
    @Nullable BootsJson bootFailures,
    @Nullable Map<String, PoolJson> pools,
    @Nullable BackOff stop) {

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record CoolDownJson(
      String serverType,
      String location,
      Instant until,
      @Nullable String cause,
      @Nullable String message) {

    static CoolDownJson of(Offering offering, CoolDown one) {
      boolean soldOut = one.cause() == CoolDown.Cause.SOLD_OUT;
      return new CoolDownJson(
          offering.serverType(),
          offering.location(),
          one.until(),
          soldOut ? null : one.cause().name(),
          one.message());
    }

    Offering offering() {
      return new Offering(needed(serverType), needed(location));
    }

    /** A cause that a newer version wrote is none of ours: the offering is skipped all the same. */
    CoolDown read() {
      CoolDown.Cause known =
          Stream.of(CoolDown.Cause.values())
              .filter(it -> it.name().equals(cause))
              .findFirst()
              .orElse(CoolDown.Cause.SOLD_OUT);
      return new CoolDown(needed(until), known, message == null ? "" : message);
    }
  }

  record BootsJson(int inARow, @Nullable Instant last) {

    static @Nullable BootsJson of(BootFailures boots) {
      return boots.inARow() == 0 ? null : new BootsJson(boots.inARow(), boots.last());
    }

    static BootFailures read(@Nullable BootsJson written) {
      return written == null
          ? BootFailures.NONE
          : new BootFailures(written.inARow(), written.last());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record PoolJson(@Nullable BootsJson bootFailures, @Nullable BackOff stop) {}

  static HealthJson of(LaunchHealth health) {
    return new HealthJson(
        health.coolDowns().entrySet().stream()
            .map(e -> CoolDownJson.of(e.getKey(), e.getValue()))
            .sorted(Comparator.comparing(one -> one.offering().toString()))
            .toList(),
        BootsJson.of(health.pool(Pool.DEFAULT).bootFailures()),
        pools(health),
        health.createBackOff());
  }

  private static Map<String, PoolJson> pools(LaunchHealth health) {
    Map<String, PoolJson> pools = new TreeMap<>();
    health
        .pools()
        .forEach((name, one) -> {
          BootFailures own = name.equals(Pool.DEFAULT) ? BootFailures.NONE : one.bootFailures();
          if (own.inARow() > 0 || one.refusal() != null) {
            pools.put(name, new PoolJson(BootsJson.of(own), one.refusal()));
          }
        });
    return pools;
  }

  LaunchHealth read() {
    Map<Offering, CoolDown> cooled = new HashMap<>();
    list(coolDowns).forEach(one -> cooled.put(one.offering(), one.read()));
    return new LaunchHealth(readPools(), checked(stop), cooled);
  }

  private Map<String, PoolHealth> readPools() {
    Map<String, PoolHealth> health = new HashMap<>();
    map(pools)
        .forEach((name, one) ->
            health.put(
                name, new PoolHealth(BootsJson.read(one.bootFailures()), checked(one.stop()))));
    if (bootFailures != null) {
      PoolHealth known = health.getOrDefault(Pool.DEFAULT, PoolHealth.GOOD);
      health.put(Pool.DEFAULT, known.with(BootsJson.read(bootFailures)));
    }
    return health;
  }

  private static @Nullable BackOff checked(@Nullable BackOff written) {
    return written == null
        ? null
        : new BackOff(needed(written.until()), needed(written.code()), needed(written.message()));
  }
}
