package io.github.ciautoscaler.fit;

import static io.github.ciautoscaler.fleet.Workloads.GIB;
import static io.github.ciautoscaler.fleet.Workloads.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.Match;
import io.github.ciautoscaler.fleet.Match.Operator;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTest {

  private static final Instant THEN = Instant.parse("2026-11-23T11:00:00Z");
  private static final Resources TWO_CORES =
      new Resources(Map.of(Resources.CPU, 2000L, Resources.MEMORY, 4 * GIB, Resources.PODS, 110L));

  private static Workloads web(String name) {
    return pod(name, THEN);
  }

  private static Room room(String name, Taint... taints) {
    return new Room(new Host(name, Map.of("zone", "a"), List.of(taints), TWO_CORES));
  }

  private static String against(Room room, Workload pod) {
    return room.against(pod, List.of(room));
  }

  @Test
  void it_holds_as_many_pods_as_their_requests_allow() {
    Room room = room("one");
    for (int i = 0; i < 4; i++) {
      assertThat(against(room, web("web-" + i).waiting())).isEmpty();
      room.add(web("web-" + i).on("one"));
    }

    assertThat(against(room, web("web-4").waiting())).isEqualTo("there is too little cpu");
  }

  @Test
  void what_it_has_none_of_is_named() {
    Workload gpu = web("gpu").asking(100, GIB).waiting();
    Resources asked = gpu.requests().replacedBy(Map.of("nvidia.com/gpu", 1L));
    Workload pod = new Workload(gpu.pod(), gpu.labels(), asked, gpu.constraints(), true);

    assertThat(against(room("one"), pod)).isEqualTo("there is too little nvidia.com/gpu");
  }

  @Test
  void pods_that_keep_apart_are_kept_apart_whichever_of_them_says_so() {
    Room shy = room("one");
    shy.add(web("a").apart().on("one"));
    Room open = room("two");
    open.add(web("b").on("two"));

    assertThat(against(shy, web("c").waiting())).contains("anti-affinity");
    assertThat(against(open, web("c").apart().waiting())).contains("anti-affinity");
    assertThat(against(room("three"), web("c").apart().waiting())).isEmpty();
  }

  @Test
  void pods_are_spread_over_all_hosts_that_may_be_theirs() {
    Room full = room("one");
    full.add(web("a").on("one"));
    Room empty = room("two");
    List<Room> both = List.of(full, empty);

    assertThat(full.against(web("b").spread(1).waiting(), both)).contains("topology spread");
    assertThat(empty.against(web("b").spread(1).waiting(), both)).isEmpty();
    assertThat(full.against(web("b").spread(2).waiting(), both)).isEmpty();
    assertThat(full.against(web("b").spread(1).waiting(), List.of(full)))
        .as("where no other host is, it is even")
        .isEmpty();
  }

  @Test
  void a_host_port_is_given_once() {
    Room room = room("one");
    room.add(web("a").onHostPort("TCP/80").on("one"));

    assertThat(against(room, web("b").onHostPort("TCP/80").waiting())).contains("host port");
    assertThat(against(room, web("b").onHostPort("TCP/81").waiting())).isEmpty();
  }

  @Test
  void labels_and_taints_are_asked_for() {
    assertThat(against(room("one"), web("a").onNodesWith("zone", "a").waiting())).isEmpty();
    assertThat(against(room("one"), web("a").onNodesWith("zone", "b").waiting()))
        .contains("other labels");
    assertThat(against(room("one"), web("a").onNodesWith(Host.HOSTNAME, "one").waiting()))
        .isEmpty();
    Room tainted = room("one", new Taint("gpu", null, "NoSchedule"));
    assertThat(against(tainted, web("a").waiting())).contains("taints");
    assertThat(against(tainted, web("a").tolerating("gpu").waiting())).isEmpty();
    assertThat(against(room("one", new Taint("x", null, "PreferNoSchedule")), web("a").waiting()))
        .as("which only advises")
        .isEmpty();
  }

  @Test
  void one_term_of_an_affinity_is_enough() {
    List<List<Match>> either =
        List.of(List.of(Match.equal("zone", "b")), List.of(Match.equal("zone", "a")));
    Constraints affinity =
        new Constraints(
            new Constraints.OfNode(List.of(), either, List.of()), Constraints.OfPods.ANY, null);

    assertThat(against(room("one"), web("a").with(affinity).waiting())).isEmpty();
  }

  @Test
  void what_we_cannot_tell_of_a_host_is_no_fit() {
    Constraints zone =
        new Constraints(Constraints.OfNode.ANY, Constraints.OfPods.ANY, "it asks for a zone");

    assertThat(against(room("one"), web("a").with(zone).waiting())).isEqualTo("it asks for a zone");
  }

  @Test
  void what_is_taken_back_leaves_its_room() {
    Room room = room("one");
    Workload large = web("a").asking(2000, GIB).on("one");
    room.add(large);
    room.remove(large);

    assertThat(against(room, web("b").asking(2000, GIB).waiting())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "IN, 3, true",
    "IN, 4, false",
    "NOT_IN, 3, false",
    "NOT_IN, 4, true",
    "GREATER, 2, true",
    "GREATER, 3, false",
    "LESS, 4, true",
    "LESS, x, false",
    "EXISTS, '', true",
    "DOES_NOT_EXIST, '', false"
  })
  void labels_are_compared_as_the_scheduler_does(Operator operator, String value, boolean met) {
    assertThat(new Match("n", operator, List.of(value)).isMetBy(Map.of("n", "3"))).isEqualTo(met);
  }
}
