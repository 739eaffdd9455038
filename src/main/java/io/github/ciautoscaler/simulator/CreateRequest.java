package io.github.ciautoscaler.simulator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a create call says.
 *
 * @param serverType name or id
 * @param image name or id
 * @param location name or id
 * @param sshKeys names or ids
 * @param userData what the machine boots with
 */
public record CreateRequest(
    String name,
    String serverType,
    String image,
    String location,
    Map<String, String> labels,
    List<String> sshKeys,
    List<Long> networks,
    List<Long> firewalls,
    @Nullable Long placementGroup,
    boolean ipv4,
    boolean ipv6,
    boolean start,
    String userData) {

  public CreateRequest {
    labels = Map.copyOf(labels);
    sshKeys = List.copyOf(sshKeys);
    networks = List.copyOf(networks);
    firewalls = List.copyOf(firewalls);
  }

  /** The same, which waits for somebody to power it on. */
  CreateRequest stopped() {
    return new CreateRequest(
        name,
        serverType,
        image,
        location,
        labels,
        sshKeys,
        networks,
        firewalls,
        placementGroup,
        ipv4,
        ipv6,
        false,
        userData);
  }

  /** With the project's only key and both addresses. */
  public static CreateRequest of(
      String name,
      String serverType,
      String location,
      String image,
      Map<String, String> labels,
      String userData) {
    return new CreateRequest(
        name,
        serverType,
        image,
        location,
        labels,
        List.of("ops-key"),
        List.of(),
        List.of(),
        null,
        true,
        true,
        true,
        userData);
  }
}
