/** Redub in Spring Boot applications: auto-configuration, Actuator, readiness, shutdown. */
@NullMarked
package io.redub.boot;

import org.jspecify.annotations.NullMarked;
