package io.github.ciautoscaler.app.settings;

import static io.github.ciautoscaler.hetzner.PoolFlaw.About.FIREWALLS;
import static io.github.ciautoscaler.hetzner.PoolFlaw.About.IMAGE;
import static io.github.ciautoscaler.hetzner.PoolFlaw.About.LOCATIONS;
import static io.github.ciautoscaler.hetzner.PoolFlaw.About.NETWORKS;
import static io.github.ciautoscaler.hetzner.PoolFlaw.About.PLACEMENT_GROUP;
import static io.github.ciautoscaler.hetzner.PoolFlaw.About.SERVER_TYPES;
import static io.github.ciautoscaler.hetzner.PoolFlaw.About.SSH_KEYS;

import io.github.ciautoscaler.hetzner.PoolFlaw.About;
import io.github.ciautoscaler.settings.CloudKeys;
import io.github.ciautoscaler.settings.ServerKeys;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Values;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where it stands what a pool's machines are, in the owner's spelling: the file's path, or the
 * variable that the pool takes it from.
 */
public record PoolPlaces(Map<About, String> spelled) {

  private static final Map<About, Setting<?>> VARIABLES =
      Map.of(
          SERVER_TYPES, CloudKeys.HETZNER_SERVER_TYPE,
          LOCATIONS, CloudKeys.HETZNER_LOCATION,
          IMAGE, CloudKeys.HETZNER_IMAGE,
          NETWORKS, CloudKeys.HCLOUD_NETWORK,
          FIREWALLS, CloudKeys.HCLOUD_FIREWALL,
          SSH_KEYS, CloudKeys.HCLOUD_SSH_KEY);

  private static final Map<About, List<Setting<?>>> KEYS =
      Map.of(
          SERVER_TYPES, List.of(ServerKeys.SERVER_TYPES),
          LOCATIONS, List.of(ServerKeys.LOCATIONS),
          IMAGE, List.of(ServerKeys.IMAGE, ServerKeys.IMAGE_SELECTOR),
          NETWORKS, List.of(ServerKeys.NETWORKS),
          FIREWALLS, List.of(ServerKeys.FIREWALLS),
          SSH_KEYS, List.of(ServerKeys.SSH_KEYS),
          PLACEMENT_GROUP, List.of(ServerKeys.PLACEMENT_GROUP));

  public PoolPlaces {
    spelled = Map.copyOf(spelled);
  }

  /**
   * Of each pool.
   *
   * @param written the pools of the file; none where the environment makes the only one
   */
  static List<PoolPlaces> of(Values environment, List<Values> written) {
    Map<About, String> variables = new EnumMap<>(About.class);
    VARIABLES.forEach((about, variable) -> variables.put(about, environment.spelled(variable)));
    return written.isEmpty()
        ? List.of(new PoolPlaces(variables))
        : written.stream().map(pool -> of(pool, variables)).toList();
  }

  private static PoolPlaces of(Values pool, Map<About, String> otherwise) {
    Map<About, String> places = new EnumMap<>(otherwise);
    KEYS.forEach((about, keys) ->
        keys.stream().filter(pool::isGiven).forEach(key -> places.put(about, pool.spelled(key))));
    return new PoolPlaces(places);
  }

  String of(About about) {
    return spelled.getOrDefault(about, about.key());
  }
}
