package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.Machine.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose each listed server is. */
final class Owners {

  private final FleetSettings settings;
  private final FleetIndex index;
  private final Observation seen;
  private final List<Server> ours = new ArrayList<>();
  private final Map<Long, Ownership> owned = new HashMap<>();
  private final List<ForeignServer> foreign = new ArrayList<>();

  Owners(FleetSettings settings, FleetIndex index) {
    this.settings = settings;
    this.index = index;
    this.seen = index.seen;
    LastSeen.of(seen.servers()).forEach(this::classify);
  }

  /** Those that are machines of this fleet, or will be. */
  List<Server> ours() {
    return ours;
  }

  List<ForeignServer> foreign() {
    return foreign;
  }

  Ownership of(@Nullable Server server) {
    return server == null ? Ownership.OURS : owned.getOrDefault(server.id(), Ownership.OURS);
  }

  private void classify(Server server) {
    String installation = server.labels().get(Labels.INSTALLATION);
    if (installation != null && !installation.equals(seen.installation())) {
      foreign.add(new ForeignServer(server, installation));
      return;
    }
    Ownership ownership = installation != null ? Ownership.OURS : originalOwnership(server);
    if (ownership == null) {
      foreign.add(new ForeignServer(server, ""));
      return;
    }
    ours.add(server);
    owned.put(server.id(), ownership);
  }

  private @Nullable Ownership originalOwnership(Server server) {
    if (index.hasNode(server) || settings.adoptUnowned()) {
      return Ownership.ADOPTABLE;
    }
    boolean young =
        !Age.of(server.created(), seen.now()).reached(settings.provisioningTimeout())
            && Labels.isOurNameForm(server.name());
    return young || !seen.nodes().wasRead() ? Ownership.ORIGINAL_YOUNG : null;
  }
}
