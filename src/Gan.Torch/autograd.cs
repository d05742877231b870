using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => Native.gt_grad_mode() != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    private sealed class GradMode : IDisposable
    {
        private readonly int before = Native.gt_grad_mode();

        internal GradMode(bool on) => Native.gt_set_grad_mode(on ? 1 : 0);

        public void Dispose() => Native.gt_set_grad_mode(before);
    }

    private sealed class InferenceMode(bool on) : IDisposable
    {
        private nint guard = Native.gt_inference_mode(on ? 1 : 0);

        public void Dispose()
        {
            Native.gt_inference_mode_end(guard);
            guard = 0;
        }
    }

    public partial class Tensor
    {
        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }

    public static unsafe class autograd
    {
        /// <summary>Accumulates the gradients of the sum of <paramref name="tensors"/> into the leaves they came from.</summary>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            using var held = new HeldTensors(tensors, grad_tensors, inputs);
            fixed (nint* t = held[0], g = held[1], i = held[2])
            {
                var status = Native.gt_backward(t, g, tensors.Count, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, i, inputs?.Count ?? 0);
                if (status != 0) throw Native.Failure("backward", held.ToString());
            }
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>
        /// Gradients of the sum of <paramref name="outputs"/>. As in TorchSharp, create_graph does not imply retain_graph, and the
        /// gradient of an input that was not used is a tensor with IsInvalid.
        /// </summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            ArgumentNullException.ThrowIfNull(outputs);
            ArgumentNullException.ThrowIfNull(inputs);
            using var held = new HeldTensors(outputs, grad_outputs, inputs);
            var results = new nint[inputs.Count];
            fixed (nint* o = held[0], g = held[1], i = held[2], r = results)
            {
                var status = Native.gt_grad(o, outputs.Count, g, i, inputs.Count, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, r);
                if (status != 0) throw Native.Failure("autograd.grad", held.ToString());
            }
            return Array.ConvertAll(results, h => new Tensor(h, 0));
        }
    }
}
