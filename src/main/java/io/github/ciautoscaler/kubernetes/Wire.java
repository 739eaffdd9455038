package io.github.ciautoscaler.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What we read of the API's objects, and nothing more. The official client's models refuse a whole
 * answer for one field that a newer server added or an older one lacks.
 */
final class Wire {

  private Wire() {}

  /** Any object, as far as every object is alike. */
  record Ack(@Nullable Meta metadata) {}

  record Meta(
      @Nullable String name,
      @Nullable String namespace,
      @Nullable String uid,
      @Nullable String resourceVersion,
      @Nullable Instant creationTimestamp,
      @Nullable Instant deletionTimestamp,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable List<Owner> ownerReferences) {}

  record Owner(@Nullable String kind, @Nullable Boolean controller) {}

  record ListMeta(
      @Nullable String resourceVersion,
      @JsonProperty("continue") @Nullable String next,
      @Nullable Long remainingItemCount) {}

  /** An item of a list. */
  interface Item {
    @Nullable Meta metadata();
  }

  /** One page of a list. */
  interface Page<I extends Item> {
    @Nullable String kind();

    @Nullable ListMeta metadata();

    @Nullable List<I> items();
  }

  record NodePage(
      @Nullable String kind, @Nullable ListMeta metadata, @Nullable List<NodeItem> items)
      implements Page<NodeItem> {}

  record NodeItem(@Nullable Meta metadata, @Nullable NodeSpec spec, @Nullable NodeStatus status)
      implements Item {}

  /** The taints stay as they came, so that writing them back loses nothing. */
  record NodeSpec(@Nullable Boolean unschedulable, @Nullable List<JsonNode> taints) {}

  record NodeStatus(@Nullable List<Condition> conditions, @Nullable List<Address> addresses) {}

  record Condition(
      @Nullable String type,
      @Nullable String status,
      @Nullable String reason,
      @Nullable Instant lastTransitionTime) {}

  record Address(@Nullable String type, @Nullable String address) {}

  record PodPage(@Nullable String kind, @Nullable ListMeta metadata, @Nullable List<PodItem> items)
      implements Page<PodItem> {}

  record PodItem(@Nullable Meta metadata, @Nullable PodSpec spec, @Nullable PodStatus status)
      implements Item {}

  record PodSpec(@Nullable String nodeName) {}

  record PodStatus(@Nullable String phase) {}

  record Version(@Nullable String gitVersion) {}

  record ConfigMap(@Nullable Meta metadata, @Nullable Map<String, String> data) {}

  record LeaseObject(@Nullable Meta metadata, @Nullable LeaseSpec spec) {}

  record LeaseSpec(
      @Nullable String holderIdentity,
      @Nullable Long leaseDurationSeconds,
      @Nullable Instant acquireTime,
      @Nullable Instant renewTime,
      @Nullable Integer leaseTransitions) {}

  record AccessReview(@Nullable AccessStatus status) {}

  record AccessStatus(@Nullable Boolean allowed) {}

  record SelfReview(@Nullable SelfStatus status) {}

  record SelfStatus(@Nullable UserInfo userInfo) {}

  record UserInfo(@Nullable String username) {}

  /** How the server says no. */
  record Status(
      @Nullable String message, @Nullable String reason, @Nullable StatusDetails details) {
    static final Status NONE = new Status(null, null, null);
  }

  record StatusDetails(@Nullable List<Cause> causes, @Nullable Long retryAfterSeconds) {}

  record Cause(@Nullable String reason, @Nullable String message) {}
}
