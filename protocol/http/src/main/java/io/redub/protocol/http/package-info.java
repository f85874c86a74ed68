/** The http protocol: JSON, JSON-RPC 2.0, OpenAPI. */
@NullMarked
package io.redub.protocol.http;

import org.jspecify.annotations.NullMarked;
