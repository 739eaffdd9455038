package io.github.ciautoscaler.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What we read of the API's objects, and nothing more. The official client's models refuse a whole
 * answer for one field that a newer server added or an older one lacks. What lists hold skips what
 * it does not know: else Jackson keeps a copy of it until the record is made.
 */
final class Wire {

  private Wire() {}

  /** Any object, as far as every object is alike. */
  record Ack(@Nullable Meta metadata) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
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

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Owner(@Nullable String kind, @Nullable String name, @Nullable Boolean controller) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
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

  @JsonIgnoreProperties(ignoreUnknown = true)
  record NodePage(
      @Nullable String kind, @Nullable ListMeta metadata, @Nullable List<NodeItem> items)
      implements Page<NodeItem> {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record NodeItem(@Nullable Meta metadata, @Nullable NodeSpec spec, @Nullable NodeStatus status)
      implements Item {}

  /** The taints stay as they came, so that writing them back loses nothing. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record NodeSpec(
      @Nullable Boolean unschedulable,
      @Nullable List<JsonNode> taints,
      @JsonProperty("providerID") @Nullable String providerId) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record NodeStatus(
      @Nullable List<Condition> conditions,
      @Nullable List<Address> addresses,
      @Nullable Map<String, String> allocatable) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Condition(
      @Nullable String type,
      @Nullable String status,
      @Nullable String reason,
      @Nullable String message,
      @Nullable Instant lastTransitionTime) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Address(@Nullable String type, @Nullable String address) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PodPage(@Nullable String kind, @Nullable ListMeta metadata, @Nullable List<PodItem> items)
      implements Page<PodItem> {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PodItem(@Nullable Meta metadata, @Nullable PodSpec spec, @Nullable PodStatus status)
      implements Item {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PodSpec(
      @Nullable String nodeName,
      @Nullable String restartPolicy,
      @Nullable List<Toleration> tolerations,
      @Nullable List<Volume> volumes) {}

  /** As far as it dies with its pod, or may lie on its machine. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Volume(
      @Nullable JsonNode emptyDir,
      @Nullable JsonNode hostPath,
      @Nullable JsonNode persistentVolumeClaim,
      @Nullable JsonNode ephemeral) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record WorkloadPage(
      @Nullable String kind, @Nullable ListMeta metadata, @Nullable List<WorkloadItem> items)
      implements Page<WorkloadItem> {}

  /** A pod with all that says where it may run. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record WorkloadItem(@Nullable Meta metadata, @Nullable JsonNode spec, @Nullable JsonNode status)
      implements Item {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Toleration(
      @Nullable String key,
      @Nullable String operator,
      @Nullable String value,
      @Nullable String effect) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
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
