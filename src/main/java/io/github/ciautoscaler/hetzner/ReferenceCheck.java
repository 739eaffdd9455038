package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import io.github.ciautoscaler.hetzner.PoolFlaw.About;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the project has the networks, firewalls, keys and placement groups that pools name. Each
 * is asked for once, by its id or its name.
 */
final class ReferenceCheck {

  /**
   * One thing of the project.
   *
   * @param kind as in the path of its list, for example ssh_keys
   */
  private record Reference(String kind, String idOrName) {}

  private final HetznerHttp http;
  private final Map<Reference, Boolean> known = new HashMap<>();

  ReferenceCheck(HetznerHttp http) {
    this.http = http;
  }

  /**
   * What each pool names and the project does not have.
   *
   * @throws Unanswered where Hetzner does not say
   */
  List<PoolFlaw> flaws(List<Pool> pools) throws Unanswered {
    List<PoolFlaw> flaws = new ArrayList<>();
    for (Pool pool : pools) {
      MachineTemplate template = pool.template();
      add(pool, About.NETWORKS, "networks", template.access().networks(), flaws);
      add(pool, About.FIREWALLS, "firewalls", template.access().firewalls(), flaws);
      add(pool, About.SSH_KEYS, "ssh_keys", template.access().sshKeys(), flaws);
      String group = template.options().placementGroup();
      if (group != null) {
        add(pool, About.PLACEMENT_GROUP, "placement_groups", List.of(group), flaws);
      }
    }
    return flaws;
  }

  private void add(Pool pool, About about, String kind, List<String> wanted, List<PoolFlaw> flaws)
      throws Unanswered {
    for (String idOrName : wanted) {
      if (!has(new Reference(kind, idOrName))) {
        String sentence = "names %s, which the Hetzner project does not have".formatted(idOrName);
        flaws.add(new PoolFlaw(pool.name(), about, sentence));
      }
    }
  }

  private boolean has(Reference reference) throws Unanswered {
    Boolean before = known.get(reference);
    if (before != null) {
      return before;
    }
    boolean has = ask(reference);
    known.put(reference, has);
    return has;
  }

  private boolean ask(Reference reference) throws Unanswered {
    boolean byId = reference.idOrName.matches("\\d{1,18}");
    String path = "/" + reference.kind + (byId ? "/" + reference.idOrName : "");
    Answer<References.Page> answer =
        http.get(
            path,
            uri ->
                byId
                    ? uri.path(path).build()
                    : uri.path(path).queryParam("name", "{name}").build(reference.idOrName),
            References.Page.class);
    return switch (answer) {
      case Ok<References.Page>(var page) -> byId || hasName(page, reference.idOrName);
      case Failed<References.Page>(var failure) when failure.isNotFound() -> false;
      case Failed<References.Page>(var failure) -> throw new Unanswered(failure);
    };
  }

  private static boolean hasName(References.Page page, String name) {
    List<References.Named> items = page.items();
    return items != null
        && items.stream().anyMatch(item -> item != null && name.equals(item.name()));
  }

  /** Hetzner did not say. */
  @SuppressWarnings("serial") // never leaves the package
  static final class Unanswered extends Exception {
    private final CallFailure failure;

    Unanswered(CallFailure failure) {
      super(failure.describe());
      this.failure = failure;
    }

    CallFailure failure() {
      return failure;
    }
  }
}
