//! The methods that the generator prints for each request, for the operations of these tests.

/// Those of every request, whose field `call` is a `Call`.
macro_rules! operation {
    ($name:ident, $output:ty) => {
        impl $name {
            pub(crate) fn with_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call.set_timeout(timeout);
                self
            }

            pub(crate) fn with_retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.call.set_retry(policy);
                self
            }

            pub(crate) fn with_idempotent(mut self, is_idempotent: bool) -> Self {
                self.call.set_idempotent(is_idempotent);
                self
            }

            pub(crate) fn with_header(mut self, name: &str, value: &str) -> Self {
                self.call.set_header(name, value);
                self
            }

            pub(crate) fn send(self) -> $crate::ResponseFuture<$output> {
                send(&self)
            }

            pub(crate) fn send_with_response(
                self,
            ) -> $crate::ResponseFuture<$crate::Response<$output>> {
                send_with_response(&self)
            }

            #[cfg(feature = "blocking")]
            pub(crate) fn send_blocking(self) -> $crate::Result<$output> {
                wait(&self.call, &Self::ENDPOINT, send(&self))
            }

            #[cfg(feature = "blocking")]
            pub(crate) fn send_blocking_with_response(
                self,
            ) -> $crate::Result<$crate::Response<$output>> {
                wait(&self.call, &Self::ENDPOINT, send_with_response(&self))
            }
        }

        impl IntoFuture for $name {
            type Output = $crate::Result<$output>;
            type IntoFuture = $crate::ResponseFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                send(&self)
            }
        }
    };
}
pub(super) use operation;
