using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

/// <summary>What torchvision made (Fixtures/make_transforms.py).</summary>
internal static class TransformFixture
{
    public static Tensor Read(string name) =>
        NpzFile.Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", "transforms.npz"), name);
}
