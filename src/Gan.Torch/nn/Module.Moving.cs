using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Moves parameters, gradients and buffers in place: the objects stay the same, so fields, properties and optimisers
            /// that hold them stay valid. Only floating point numbers change their type.
            /// </summary>
            internal void Move(Device? device, ScalarType? dtype, bool non_blocking)
            {
                if (dtype is not (null or ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64))
                    throw new ArgumentException($"A module can be moved to a floating point type only, not to {dtype}.");
                using var _ = no_grad();
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (!Place(parameter, device, dtype, non_blocking) || gradient is null) continue;
                    using var moved = gradient.detach();
                    Place(moved, device, dtype, non_blocking);
                    parameter.grad = moved;
                }
                foreach (var buffer in buffers()) Place(buffer, device, dtype, non_blocking);
            }

            private static bool Place(Tensor tensor, Device? device, ScalarType? dtype, bool non_blocking)
            {
                var type = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                var at = device ?? tensor.device;
                var stays = at.type == tensor.device_type && (at.index < 0 || at.index == tensor.device_index || at.type == DeviceType.CPU);
                if (type == tensor.dtype && stays) return false;
                using var source = tensor.detach();
                using var moved = source.to(type, at, non_blocking: non_blocking);
                Native.Check(Native.gt_tensor_set_data(tensor.Shared, moved.Shared), $"to({at}, {type})");
                return true;
            }
        }
    }

    /// <summary>Moves a module and returns it as what it is.</summary>
    internal static T Moved<T>(T module, Device? device, ScalarType? dtype, bool non_blocking) where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Move(device, dtype, non_blocking);
        return module;
    }
}
