using static TorchSharp.torch;
using static Gan.Torch.Tests.Misuse.BadCall;

namespace Gan.Torch.Tests.Misuse;

/// <summary>Files that are missing, cut short or something else.</summary>
internal static class FileMisuse
{
    public static BadCall[] All() =>
    [
        Of("a tensor file that is missing", () => load("/nowhere/tensor.bin"), "/nowhere/tensor.bin"),
        With("a tensor file of noise", Noise, load),
        With("an empty tensor file", [], load),
        Of("a module file that is missing", () => nn.Linear(2, 2).load("/nowhere/module.bin"), "/nowhere/module.bin"),
        With("a module file of noise", Noise, path => nn.Linear(2, 2).load(path)),
        With("a module file cut short", CutShort(), path => nn.Linear(2, 2).load(path)),
        Of("a script that is missing", () => jit.load<Tensor, Tensor>("/nowhere/net.pt"), "/nowhere/net.pt"),
        With("a script of noise", Noise, path => jit.load<Tensor, Tensor>(path)),
    ];

    private static byte[] Noise
    {
        get
        {
            var bytes = new byte[500];
            new Random(1).NextBytes(bytes);
            return bytes;
        }
    }

    private static byte[] CutShort()
    {
        using var memory = new MemoryStream();
        using var linear = nn.Linear(2, 2);
        linear.save(memory);
        return memory.ToArray()[..^6];
    }

    private static BadCall With(string name, byte[] content, Func<string, object?> open) => Of(name, () =>
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, content);
            return open(path);
        }
        finally
        {
            File.Delete(path);
        }
    });
}
