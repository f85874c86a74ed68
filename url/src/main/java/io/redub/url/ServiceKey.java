package io.redub.url;

import org.jspecify.annotations.Nullable;

/**
 * What identifies a service among those of a process: {@code [group/]interface[:version]}.
 *
 * @param group null: none
 * @param path the interface, or the path a service was exported under
 * @param version null: none
 */
public record ServiceKey(@Nullable String group, String path, @Nullable String version) {
    /** With an empty group, and an empty version or one of {@code 0.0.0} or {@code *}, as none. */
    public static ServiceKey of(@Nullable String group, String path, @Nullable String version) {
        boolean versioned =
                version != null
                        && !version.isEmpty()
                        && !version.equals("0.0.0")
                        && !version.equals("*");
        return new ServiceKey(
                group == null || group.isEmpty() ? null : group, path, versioned ? version : null);
    }

    /**
     * Reads what {@link #toString()} prints, the group up to the first slash, the version from the
     * last colon on.
     *
     * @throws IllegalArgumentException if there is no path
     */
    public static ServiceKey parse(String text) {
        int slash = text.indexOf('/');
        int colon = text.lastIndexOf(':');
        int end = colon > slash ? colon : text.length();
        String path = text.substring(slash + 1, end);
        if (path.isEmpty()) {
            throw new IllegalArgumentException(
                    "service key: '" + text + "' (expected: [group/]interface[:version])");
        }
        return of(
                slash < 0 ? null : text.substring(0, slash),
                path,
                end < text.length() ? text.substring(end + 1) : null);
    }

    @Override
    public String toString() {
        return (group == null ? "" : group + "/") + path + (version == null ? "" : ":" + version);
    }
}
