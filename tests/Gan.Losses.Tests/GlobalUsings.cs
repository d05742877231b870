global using Gan.Losses.Tests.Fixtures;
global using TorchSharp;
global using static TorchSharp.torch;
