using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Tensors;

/// <summary>What new tensors are when nothing is said; other tests must not see it changed.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class DefaultTests
{
    [Fact]
    public void The_default_type_can_be_changed_and_is_float_before()
    {
        get_default_dtype().Should().Be(ScalarType.Float32);
        try
        {
            set_default_dtype(float64);
            using var made = zeros(1);
            made.dtype.Should().Be(ScalarType.Float64);
        }
        finally
        {
            set_default_dtype(float32);
        }
    }

    [Fact]
    public void The_default_device_can_be_changed()
    {
        try
        {
            set_default_device(META);
            using var made = zeros(3);
            made.device_type.Should().Be(DeviceType.META);
        }
        finally
        {
            set_default_device(CPU);
        }
    }
}
