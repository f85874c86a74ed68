package io.redub.config;

/**
 * One of the values a setting could have.
 *
 * @param value in its usual form
 * @param level the kind of element that says so: a method's setting comes before a service's
 * @param place where it says so
 */
public record Candidate(String value, ElementKind level, Place place) {
    @Override
    public String toString() {
        return value + " from " + place;
    }
}
