package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Preference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pool asks of Hetzner: types, locations, image, network and names. */
class PoolShapesTest {

  private static Configured with(String yaml) {
    return Configured.withWhatIsRequired().yaml("config/application.yml", yaml);
  }

  private static List<Pool> pools(Configured configured) {
    Loaded loaded = configured.read();
    assertThat(loaded.problems()).isEmpty();
    return loaded.settings().pools();
  }

  @Test
  void types_and_locations_are_known_in_capitals_too() {
    Configured talosGuide =
        with(
            """
            autoscaler:
              hetzner-server-type: CPX31
              hetzner-location: HEL1
              pools:
                - name: workers-fsn1
                  server-types: [CPX22, cpx22, Cpx32]
                  locations: FSN1
                - name: other
                  order: Price
            """);

    List<Pool> pools = pools(talosGuide);

    assertThat(pools.getFirst().offerings())
        .containsExactly(new Offering("cpx22", "fsn1"), new Offering("cpx32", "fsn1"));
    assertThat(pools.getLast().offerings()).containsExactly(new Offering("cpx31", "hel1"));
    assertThat(pools)
        .extracting(pool -> pool.template().options().preference())
        .containsExactly(Preference.LISTED, Preference.PRICE);
  }

  @Test
  void an_image_is_named_or_selected_by_its_labels() {
    List<Pool> pools =
        pools(
            with(
                """
                autoscaler:
                  hetzner-image: os=talos
                  pools:
                    - name: selected
                      image:
                        selector: "os=talos, stage notin (test,old), !broken"
                    - name: named
                      image: debian-13
                    - name: of-the-environment
                """));

    assertThat(pools)
        .extracting(pool -> pool.template().image())
        .containsExactly(
            new Image.Newest("os=talos, stage notin (test,old), !broken"),
            new Image.Named("debian-13"),
            new Image.Newest("os=talos"));
  }

  @Test
  void a_subnet_stands_together_with_its_network() {
    List<Pool> pools =
        pools(
            with(
                "autoscaler.pools: [{name: a, networks: cozystack-vswitch, subnet: 10.100.0.0/24}]"));

    assertThat(pools.getFirst().template().options().subnet()).isEqualTo("10.100.0.0/24");
    assertThat(pools.getFirst().template().access().networks())
        .containsExactly("cozystack-vswitch");
  }

  @Test
  void two_pools_may_share_a_name_prefix_and_each_has_the_originals_without() {
    List<Pool> pools =
        pools(
            with(
                """
                autoscaler:
                  pools:
                    - {name: a, name-prefix: workers-fsn1, placement-group: spread me}
                    - {name: b, name-prefix: workers-fsn1}
                    - {name: c}
                """));

    assertThat(pools)
        .extracting(
            pool -> pool.template().options().namePrefix(),
            pool -> pool.template().options().placementGroup())
        .containsExactly(
            tuple("workers-fsn1", "spread me"),
            tuple("workers-fsn1", null),
            tuple("ci-runner", null));
  }
}
