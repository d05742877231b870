using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Building;

public sealed class DeviceNameTests
{
    private static readonly GanBuilder Good = Tiny.Builder();

    [NoCudaFact]
    public void A_device_that_is_not_there_is_named()
    {
        foreach (var asked in new[] { Good.WithDevice("cuda"), Good.WithDevice(new Device("cuda")) })
        {
            new Action(() => asked.Build())
                .Should()
                .Throw<GanConfigurationException>()
                .WithMessage(
                    "The device 'cuda' is not available: "
                        + "the libtorch of this program computes on the CPU only; run 'dotnet add "
                        + "package TorchSharp-cuda-* --version 0.107.0' and remove TorchSharp-cpu, or train on the CPU."
                );
        }
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1:2")]
    [InlineData("CUDA")]
    [InlineData("0")]
    [InlineData("hip")]
    [InlineData("mps")]
    public void A_name_that_is_no_device_is_refused_where_it_stands(string name) =>
        new Action(() => Good.WithDevice(name))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage($"device must be \"cpu\", \"cuda\" or \"cuda:\" and a number, but was \"{name}\".*");

    [Theory]
    [InlineData(DeviceType.HIP)]
    [InlineData(DeviceType.MPS)]
    [InlineData(DeviceType.META)]
    public void A_device_of_another_kind_is_refused_with_those_that_serve(DeviceType kind) =>
        new Action(() => Good.WithDevice(new Device(kind)).Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                $"Gan.Net does not compute on the device '{kind.ToString().ToLowerInvariant()}': *'cpu'*'cuda'*"
            );

    [Fact]
    public void The_processor_can_be_asked_for_by_name()
    {
        using var trainer = Good.WithDevice("cpu").Build();
        trainer.Step.Should().Be(0);
    }
}
