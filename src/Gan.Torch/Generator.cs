using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static Generator manual_seed(long seed)
    {
        Native.Check(Native.gt_manual_seed((ulong)seed), "manual_seed");
        return Generator.Default;
    }

    public static Tensor get_rng_state() => Generator.Default.get_state();

    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static Tensor get_rng_state() => torch.get_rng_state();
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }

    /// <summary>A stream of random numbers of its own.</summary>
    public class Generator : IDisposable
    {
        private static readonly Lazy<Generator> shared = new(() =>
        {
            Native.Check(Native.gt_generator_default(out var handle), "Generator.Default");
            return new Generator(handle);
        });

        private nint handle;

        private Generator(nint handle) => (this.handle, device) = (handle, CPU);

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            Native.Check(Native.gt_generator_new(seed, (long)this.device.type, this.device.index, out handle), $"Generator on {this.device}");
        }

        public static Generator Default => shared.Value;

        public Device device { get; }

        public nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.gt_generator_seed(Handle, (ulong)seed), "Generator.manual_seed");
            GC.KeepAlive(this);
            return this;
        }

        public long initial_seed()
        {
            Native.Check(Native.gt_generator_initial_seed(Handle, out var seed), "Generator.initial_seed");
            GC.KeepAlive(this);
            return (long)seed;
        }

        public Tensor get_state()
        {
            Native.Check(Native.gt_generator_state(Handle, out var state), "Generator.get_state");
            GC.KeepAlive(this);
            return new Tensor(state, 0);
        }

        public void set_state(Tensor value)
        {
            Native.Check(Native.gt_generator_set_state(Handle, value.Shared), "Generator.set_state");
            GC.KeepAlive(this);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (shared.IsValueCreated && ReferenceEquals(this, shared.Value)) return; // the process's own stream outlives its users
            var freed = Interlocked.Exchange(ref handle, 0);
            if (freed != 0) Native.gt_generator_free(freed);
        }

        ~Generator() => Dispose(false);
    }
}
