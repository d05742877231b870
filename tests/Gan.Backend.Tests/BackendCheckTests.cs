using static TorchSharp.torch;

namespace Gan.Backend.Tests;

public sealed class BackendCheckTests
{
    [Theory]
    [InlineData("hip")]
    [InlineData("mps")]
    [InlineData("meta")]
    public void Devices_of_other_kinds_are_refused_with_those_that_serve(string name)
    {
        var sentence = $"Gan.Net does not compute on the device '{name}': take 'cpu', or 'cuda' with an NVIDIA GPU.";
        var device = Cultures.Under("", () => new Device(name)); // TorchSharp does not find "hip" in Turkish
        TorchBackend.DeviceProblem(device).Should().Be(sentence);
        FluentActions
            .Invoking(() => TorchBackend.EnsureAvailable(device))
            .Should()
            .Throw<TorchBackendException>()
            .WithMessage(sentence);
    }

    [NoCudaFact]
    public void A_GPU_that_is_not_there_is_named_with_the_remedy()
    {
        TorchBackend
            .DeviceProblem(new Device("cuda:1"))
            .Should()
            .StartWith("The device 'cuda:1' is not available: ")
            .And.EndWith("train on the CPU.");
        FluentActions
            .Invoking(() => TorchBackend.EnsureAvailable(new Device("cuda")))
            .Should()
            .Throw<TorchBackendException>()
            .WithMessage("The device 'cuda' is not available: *");
    }
}
