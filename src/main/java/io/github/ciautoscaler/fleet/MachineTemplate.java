package io.github.ciautoscaler.fleet;

import java.util.List;
import java.util.Map;

/**
 * What each server of a pool is launched from.
 *
 * @param offerings in order of preference, never empty
 * @param labels of the owner's, which each server carries beside ours
 */
public record MachineTemplate(
    List<Offering> offerings,
    String image,
    ServerAccess access,
    Map<String, String> labels,
    MachineBootstrap bootstrap) {

  public MachineTemplate {
    offerings = List.copyOf(offerings);
    labels = Map.copyOf(labels);
  }
}
