/** The service contract that Redub and the foreign peers share; depends on neither. */
package io.redub.interop.api;
